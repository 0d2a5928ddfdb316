using System.Net.Http.Json;

namespace Cluster.Client.Access;

/// <summary>Keys, for administrators.</summary>
public sealed class KeyClient
{
    private readonly GatewayTransport _gateway;

    internal KeyClient(GatewayTransport gateway) => _gateway = gateway;

    /// <summary>All keys, without their secrets.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _gateway.ReadAsync(HttpMethod.Get, "v1/keys", null, GatewayJson.Default.ApiKeyPage, cancellationToken)).Keys;

    /// <summary>Makes a key; only this answer shows it.</summary>
    public Task<ApiKey> IssueAsync(KeySubmission key, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, "v1/keys", JsonContent.Create(key, GatewayJson.Default.KeySubmission), GatewayJson.Default.ApiKey, cancellationToken);

    /// <summary>Gives a key a new secret; the old one is taken for <paramref name="grace"/> more.</summary>
    public Task<ApiKey> RotateAsync(string id, TimeSpan? grace = null, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post,
        $"v1/keys/{Uri.EscapeDataString(id)}/rotate",
        JsonContent.Create(new KeyRotation((int?)grace?.TotalSeconds), GatewayJson.Default.KeyRotation),
        GatewayJson.Default.ApiKey,
        cancellationToken);

    /// <summary>Takes a key away for good.</summary>
    public async Task RevokeAsync(string id, CancellationToken cancellationToken = default)
    {
        using var response = await _gateway.SendAsync(
            HttpMethod.Delete, $"v1/keys/{Uri.EscapeDataString(id)}", null, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }
}
