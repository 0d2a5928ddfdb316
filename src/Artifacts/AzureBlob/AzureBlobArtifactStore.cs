using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.AzureBlob;

/// <summary>Artifacts as block blobs of one container, each under its name.</summary>
/// <remarks>
/// Content up to one block goes in one request; longer content is staged block by block and committed as a whole, so that a process that dies leaves the old
/// content. Uncommitted blocks are removed by the service after a week.
/// </remarks>
public sealed class AzureBlobArtifactStore : IArtifactStore
{
    private readonly BlobContainerClient _container;
    private readonly AzureBlobArtifactOptions _options;
    private readonly Lazy<Task> _made;

    /// <summary>Opens the store; the container is made when it is first used.</summary>
    public AzureBlobArtifactStore(IOptions<AzureBlobArtifactOptions> options)
    {
        _options = options.Value;
        _container = ServiceOf(_options).GetBlobContainerClient(_options.Container);
        _made = new Lazy<Task>(() => _container.CreateIfNotExistsAsync());
    }

    /// <inheritdoc />
    public bool SuggestsLake => true;

    /// <inheritdoc />
    public async Task WriteAsync(ArtifactName name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        await GuardAsync(name.Value, () => _made.Value);
        await using var stream = new BlockStream(blob, _options.BlockSize);
        await GuardAsync(name.Value, async () =>
        {
            await write(stream, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            await stream.CommitAsync(cancellationToken);
        });
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenReadAsync(ArtifactName name, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        try
        {
            // One request, whose answer is that of one version however long reading takes; going on after a reset asks for that version again.
            return (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
        catch (Exception e) when (Translate(name.Value, e) is { } fault)
        {
            throw fault;
        }
    }

    /// <inheritdoc />
    public Task<bool> ExistsAsync(ArtifactName name, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        return GuardAsync(name.Value, async () => (await blob.ExistsAsync(cancellationToken)).Value);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(ArtifactName name, CancellationToken cancellationToken)
    {
        var blob = BlobOf(name);
        return GuardAsync(name.Value, async () => (await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken)).Value);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ArtifactEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (prefix.Length > 0 && (!prefix.EndsWith('/') || !ArtifactName.IsValid(prefix[..^1])))
        {
            throw new ArgumentException($"'{prefix}' is not a prefix of whole segments that ends in a slash.", nameof(prefix));
        }

        await GuardAsync(prefix, () => _made.Value);

        // The service lists in the order of the bytes, which for these names is the ordinal order.
        await using var blobs = _container
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, _options.Prefix + prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(prefix, async () => await blobs.MoveNextAsync()))
        {
            var name = blobs.Current.Name[_options.Prefix.Length..];
            if (ArtifactName.IsValid(name))
            {
                yield return new ArtifactEntry(new ArtifactName(name), blobs.Current.Properties.ContentLength ?? 0);
            }
        }
    }

    private static BlobServiceClient ServiceOf(AzureBlobArtifactOptions options)
    {
        var client = new BlobClientOptions();
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = 6;
        if (!string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return new BlobServiceClient(options.ConnectionString, client);
        }

        var endpoint = new Uri(options.ServiceUri!);
        return options switch
        {
            { SasToken.Length: > 0 } => new BlobServiceClient(endpoint, new AzureSasCredential(options.SasToken.TrimStart('?')), client),
            { ManagedIdentityClientId.Length: > 0 } => new BlobServiceClient(
                endpoint, new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(options.ManagedIdentityClientId)), client),
            _ => new BlobServiceClient(endpoint, new DefaultAzureCredential(), client),
        };
    }

    private BlockBlobClient BlobOf(ArtifactName name) => ArtifactName.IsValid(name.Value)
        ? _container.GetBlockBlobClient(_options.Prefix + name.Value)
        : throw new ArgumentException($"'{name}' is not an artifact name.", nameof(name));

    private static Task<bool> GuardAsync(string what, Func<Task> act) => GuardAsync(what, async () =>
    {
        await act();
        return true;
    });

    private static async Task<T> GuardAsync<T>(string what, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (Translate(what, e) is { } fault)
        {
            throw fault;
        }
    }

    // None of the texts repeats the service's own message, which may quote a signed request.
    private static FailureException? Translate(string what, Exception e) => e switch
    {
        AuthenticationFailedException or RequestFailedException { Status: 401 or 403 } => new(
            FailureKind.Forbidden, $"The artifact container refuses '{what}'; give this host the right to read, write, delete and list there.", e),
        RequestFailedException { Status: 429 or 503 } => new(FailureKind.Unavailable, $"The artifact container is busy and does not serve '{what}' now.", e),
        RequestFailedException or HttpRequestException or AggregateException => new(
            FailureKind.Unavailable, $"The artifact container does not serve '{what}' now.", e),
        _ => null,
    };
}
