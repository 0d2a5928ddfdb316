using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Cluster.Cli.Hub.Answers;
using Cluster.Cli.Hub.Transport;
using Polly;

namespace Cluster.Cli.Hub;

/// <summary>What a hub says about a model, by the routes of Hugging Face's hub. Passing faults are tried again.</summary>
internal sealed partial class HubApi(HubOptions hub, HubTransport transport, ResiliencePipeline retry)
{
    private const int LongestAnswer = 16 << 20;
    private const int MostPages = 100;

    /// <summary>The model at a revision (branch, tag or commit), pinned to the commit that this is now.</summary>
    /// <exception cref="CliException">The hub refuses, knows no such model, or answers what no hub answers.</exception>
    public async Task<HubSnapshot> ShowAsync(HubModelId id, string revision, CancellationToken cancellationToken)
    {
        var (answer, _) = await ReadAsync(
            new Uri(hub.Endpoint, $"api/models/{id}/revision/{Uri.EscapeDataString(revision)}"), HubJson.Default.RevisionAnswer, cancellationToken);
        var commit = answer.Sha is { } sha && Commit().IsMatch(sha) ? sha : throw NoHub("names no commit");
        return new HubSnapshot(id, commit, answer.Licence(), await ListAsync(id, commit, cancellationToken));
    }

    /// <summary>Where a file lies; the hub may redirect from there to its storage.</summary>
    public Uri AddressOf(HubSnapshot model, string path) =>
        new(hub.Endpoint, $"{model.Id}/resolve/{model.Commit}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");

    private async Task<IReadOnlyList<HubFile>> ListAsync(HubModelId id, string commit, CancellationToken cancellationToken)
    {
        var files = new List<HubFile>();
        var page = new Uri(hub.Endpoint, $"api/models/{id}/tree/{commit}?recursive=true");
        for (var pages = 0; pages < MostPages; pages++)
        {
            var (entries, next) = await ReadAsync(page, HubJson.Default.IReadOnlyListTreeEntry, cancellationToken);
            files.AddRange(entries.Where(static entry => entry.Type == "file").Select(FileOf));
            if (next is null)
            {
                return files;
            }

            page = transport.IsOwn(next) ? next : throw NoHub("sends its listing to another host");
        }

        throw NoHub("does not end its listing");
    }

    private HubFile FileOf(TreeEntry entry)
    {
        var size = entry.Lfs?.Size ?? entry.Size;
        return entry.Path is { Length: > 0 } path && size >= 0
            ? new HubFile(path, size.Value, HashOf(entry.Lfs?.Oid, Sha256()), HashOf(entry.Oid, Commit()))
            : throw NoHub("lists a file without path or size");
    }

    private string? HashOf(string? oid, Regex form) => oid is null || form.IsMatch(oid) ? oid : throw NoHub("lists a file with a hash that is none");

    private async Task<(T Answer, Uri? Next)> ReadAsync<T>(Uri address, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await retry.ExecuteAsync(
                async token =>
                {
                    using var response = await transport.GetAsync(address, 0, token);
                    await Patience.LimitAsync(limited => response.Content.LoadIntoBufferAsync(LongestAnswer, limited), token);
                    await using var body = await response.Content.ReadAsStreamAsync(token);
                    return (await JsonSerializer.DeserializeAsync(body, type, token) ?? throw NoHub("answers null"), NextOf(address, response));
                },
                cancellationToken);
        }
        catch (JsonException)
        {
            throw NoHub("answers something that is no such JSON");
        }
    }

    /// <summary>The next page by the Link header (RFC 8288).</summary>
    private static Uri? NextOf(Uri from, HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links) && NextLink().Match(string.Join(", ", links)) is { Success: true } link ? new Uri(from, link.Groups[1].Value) : null;

    private CliException NoHub(string what) => new(ExitCode.Failed, $"What answers at {hub} {what}. Check HF_ENDPOINT.");

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha256();

    [GeneratedRegex("""<([^<>]+)>\s*;[^,]*\brel="?next"?""")]
    private static partial Regex NextLink();
}
