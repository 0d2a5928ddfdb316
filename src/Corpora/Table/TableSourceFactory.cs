using Cluster.Domain.Corpora;

namespace Cluster.Corpora.Table;

/// <summary>
/// Makes sources of kind <c>table</c>. Location: a folder or a place in blob storage with <c>.csv</c> and <c>.parquet</c> files, or one such
/// file, or the manifest of an inventory run. Options:
/// <list type="bullet">
/// <item><c>root</c>: the folder or container that the keys are in; or <c>urls</c>: allowed URL prefixes, comma-separated; or
/// <c>bytes</c>: the column that holds the images themselves, binary in Parquet and base64 in CSV.</item>
/// <item><c>key</c>, <c>url</c>, <c>etag</c>, <c>length</c>: names of the columns. Default: those words.</item>
/// <item><c>metadata</c>: columns to keep as payload, comma-separated. Default: none.</item>
/// <item><c>numbers</c>: those of them whose texts are numbers (a CSV knows only texts), comma-separated. Default: none.</item>
/// <item><c>strip</c>: what stands before the keys in the table. Default: nothing.</item>
/// <item><c>inventory</c>: <c>true</c> for Azure Blob Inventory reports: columns Name, Etag, Content-Length; the container is stripped.</item>
/// </list>
/// </summary>
public sealed class TableSourceFactory(FileSources files, UrlFetcher fetcher) : ICorpusSourceFactory
{
    private const string Manifest = "-manifest.json";

    private static readonly string[] Formats = [".csv", ".parquet"];

    /// <inheritdoc />
    public string Kind => "table";

    /// <inheritdoc />
    public ICorpusSource Create(CorpusSpec corpus)
    {
        var options = new CorpusOptions(corpus, "root", "urls", "bytes", "key", "url", "etag", "length", "metadata", "numbers", "strip", "inventory");
        var metadata = options.List("metadata");
        if (metadata.FirstOrDefault(static m => !JsonMetadata.MayName(m)) is { } reserved)
        {
            throw options.Wrong("metadata", $"'{reserved}' starts with an underscore, which is the system's.");
        }

        var numbers = options.List("numbers");
        if (numbers.FirstOrDefault(n => !metadata.Contains(n, StringComparer.Ordinal)) is { } unknown)
        {
            throw options.Wrong("numbers", $"'{unknown}' is not among the columns of 'metadata'.");
        }

        var isInventory = string.Equals(options.Text("inventory"), "true", StringComparison.OrdinalIgnoreCase);
        var root = options.Text("root");
        var bytes = options.Text("bytes");
        var columns = new TableColumns(
            root is null && bytes is null ? "" : options.Text("key") ?? (isInventory ? "Name" : "key"),
            root is null && bytes is null ? options.Text("url") ?? "url" : "",
            options.Text("etag") ?? (isInventory ? "Etag" : "etag"),
            options.Text("length") ?? (isInventory ? "Content-Length" : "length"),
            metadata,
            numbers)
        {
            Bytes = bytes ?? "", IsInventory = isInventory,
        };

        var (location, only) = Split(corpus.Location);
        var isManifest = only?.EndsWith(Manifest, StringComparison.OrdinalIgnoreCase) == true;
        if (isManifest && !isInventory)
        {
            throw options.Wrong("inventory", "the location is the manifest of an inventory run; set it to 'true'.");
        }

        var tables = files.Open(corpus with { Location = location }, Formats);
        var choice = new TableChoice(tables, only, isManifest ? files.Open(corpus with { Location = location }, ".json") : null);
        return new TableSource(tables, choice, columns, Images(corpus, options, root, isInventory), corpus.PartitionSize);
    }

    private ITableImages Images(CorpusSpec corpus, CorpusOptions options, string? root, bool isInventory)
    {
        if (new[] { root, options.Text("urls"), options.Text("bytes") }.Count(static o => o is not null) != 1)
        {
            throw options.Wrong("root", "give one of 'root', where the keys are, 'urls', the allowed URL prefixes, and 'bytes', the column with the images.");
        }

        if (options.Text("bytes") is not null)
        {
            return isInventory ? throw options.Wrong("bytes", "an inventory has no images in it; give 'root'.") : new NoImages();
        }

        if (root is not null)
        {
            // A report names blobs with their container in front.
            var container = isInventory ? root.TrimEnd('/').Split('/') is { Length: 2 } parts ? parts[1] + "/" : null : "";
            return container is not null
                ? new RootImages(files.Open(corpus with { Location = root }), options.Text("strip") ?? container)
                : throw options.Wrong("root", "for an inventory write account/container, without a folder.");
        }

        return new UrlImages(fetcher, [.. options.List("urls").Select(u => Prefix(u, options))]);
    }

    private static Uri Prefix(string text, CorpusOptions options) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { UserInfo: "", Query: "" } && text.EndsWith('/')
            ? url
            : throw options.Wrong("urls", $"'{text}' is not a prefix like https://host/path/ that ends in a slash.");

    private static (string Location, string? Only) Split(string location)
    {
        if (!Formats.Append(Manifest).Any(f => location.EndsWith(f, StringComparison.OrdinalIgnoreCase)))
        {
            return (location, null);
        }

        var slash = location.LastIndexOfAny(['/', '\\']);
        return slash < 0 ? (location, null) : (location[..Math.Max(slash, 1)], location[(slash + 1)..]);
    }
}
