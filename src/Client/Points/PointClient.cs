using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cluster.Client.Retrieval;

namespace Cluster.Client.Points;

/// <summary>Adding, changing and deleting single points; large numbers of images are better brought by a job. Faults are thrown as by <see cref="ClusterClient"/>.</summary>
public sealed class PointClient
{
    private readonly GatewayTransport _gateway;

    internal PointClient(GatewayTransport gateway) => _gateway = gateway;

    /// <summary>Adds an image, which is streamed and closed; the same key again replaces it.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="key">Names the image in its corpus.</param>
    /// <param name="image">The picture.</param>
    /// <param name="payload">Fields of the point.</param>
    /// <param name="corpus">The corpus; <c>uploads</c> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PointChange> AddAsync(
        string collection, string key, Stream image, JsonObject? payload = null, string? corpus = null, CancellationToken cancellationToken = default)
    {
        using var form = new MultipartFormDataContent { { new StringContent(key), "key" } };
        if (corpus is not null)
        {
            form.Add(new StringContent(corpus), "corpus");
        }

        if (payload is not null)
        {
            form.Add(new StringContent(payload.ToJsonString()), "payload");
        }

        form.Add(ImageForm.Picture(image), "image", "image");
        return await _gateway.ReadAsync(HttpMethod.Post, Address(collection, ""), form, GatewayJson.Default.PointChange, cancellationToken);
    }

    /// <summary>Sets payload fields and keeps the others.</summary>
    public Task<PointChange> PatchAsync(string collection, string id, JsonObject payload, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Patch,
        Address(collection, $"/{Uri.EscapeDataString(id)}"),
        JsonContent.Create(new JsonObject { ["payload"] = payload.DeepClone() }, GatewayJson.Default.JsonObject),
        GatewayJson.Default.PointChange,
        cancellationToken);

    /// <summary>Deletes a point, and its image where that was uploaded.</summary>
    public Task<PointChange> DeleteAsync(string collection, string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Delete, Address(collection, $"/{Uri.EscapeDataString(id)}"), null, GatewayJson.Default.PointChange, cancellationToken);

    /// <summary>What is similar to a point, itself left out.</summary>
    public Task<SearchResult> ListSimilarAsync(string collection, string id, int limit = 10, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, Address(collection, $"/{Uri.EscapeDataString(id)}/similar?limit={limit}"), null, GatewayJson.Default.SearchResult, cancellationToken);

    /// <summary>A small JPEG of an indexed image, by the link of a hit or a point.</summary>
    /// <param name="thumbnail"><see cref="Hit.Thumbnail"/> or <see cref="Point.Thumbnail"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<byte[]> ReadThumbnailAsync(string thumbnail, CancellationToken cancellationToken = default) =>
        _gateway.ReadBytesAsync(thumbnail.TrimStart('/'), cancellationToken);

    private static string Address(string collection, string rest) => $"v1/collections/{Uri.EscapeDataString(collection)}/points{rest}";
}
