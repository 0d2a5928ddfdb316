using Cluster.Domain.Corpora;

namespace Cluster.Corpora.Tar;

/// <summary>
/// Makes sources of kind <c>tar</c>. Location: a folder (absolute path) or a place in blob storage that holds <c>.tar</c> files; compressed ones are set aside. Option:
/// <c>include</c>, the extensions that are pictures (comma-separated). Default: <c>jpg,jpeg,png,webp,gif,bmp,tif,tiff</c> and a few rarer ones.
/// </summary>
public sealed class TarSourceFactory(FileSources files) : ICorpusSourceFactory
{
    private const string Pictures = "jpg,jpeg,jpe,jfif,png,webp,gif,bmp,tif,tiff,ppm,pgm,pbm,avif,heic,heif,jp2,jxl";

    /// <inheritdoc />
    public string Kind => "tar";

    /// <inheritdoc />
    public ICorpusSource Create(CorpusSpec corpus)
    {
        var options = new CorpusOptions(corpus, KeyFilter.Include);
        var pictures = options.Text(KeyFilter.Include) is null
            ? new CorpusOptions(corpus with { Options = new Dictionary<string, string> { [KeyFilter.Include] = Pictures } }, KeyFilter.Include)
            : options;
        return new TarSource(files.Open(corpus, ["tar", .. TarSource.Packed]), new KeyFilter(pictures));
    }
}
