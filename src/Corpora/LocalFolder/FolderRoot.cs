using Cluster.Domain.Corpora;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.LocalFolder;

/// <summary>The folder of a corpus: which paths lie in it, with every symbolic link resolved.</summary>
internal sealed class FolderRoot
{
    private FolderRoot(string path) => FullPath = path;

    /// <summary>The folder as it was given, absolute, without a trailing separator.</summary>
    public string FullPath { get; }

    /// <summary>The root of a corpus whose location is a folder.</summary>
    /// <exception cref="FailureException">InvalidRequest when the location is not an absolute path; Forbidden outside <paramref name="allowed"/>.</exception>
    public static FolderRoot Of(CorpusSpec corpus, IList<string> allowed)
    {
        if (corpus.Location.Contains('\0', StringComparison.Ordinal) || !Path.IsPathFullyQualified(corpus.Location))
        {
            throw new FailureException(
                FailureKind.InvalidRequest, $"The folder '{corpus.Location}' is not an absolute path: write it out in full, from the root.");
        }

        var root = new FolderRoot(Path.TrimEndingDirectorySeparator(Path.GetFullPath(corpus.Location)));
        if (allowed.Count > 0 && !allowed.Any(a => IsInside(RealPath.Resolve(root.FullPath), RealPath.Resolve(Path.GetFullPath(a)))))
        {
            throw new FailureException(
                FailureKind.Forbidden,
                $"The folder '{corpus.Location}' lies outside what {FolderOptions.Section}:{nameof(FolderOptions.AllowedRoots)} allows on this host.");
        }

        return root;
    }

    /// <summary>The path of a key or directory prefix.</summary>
    public string PathOf(string key) =>
        Path.Combine(FullPath, Path.DirectorySeparatorChar == '/' ? key : key.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The file behind the link at <paramref name="path"/>; null when the link leaves the root, dangles or goes in circles.</summary>
    public string? FollowInside(string path)
    {
        var target = RealPath.Resolve(path);
        return target is not null && IsInside(target, RealPath.Resolve(FullPath)) && File.Exists(target) ? target : null;
    }

    private static bool IsInside(string? path, string? folder) =>
        path is not null && folder is not null
        && (path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
