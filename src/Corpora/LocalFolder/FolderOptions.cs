namespace Cluster.Corpora.LocalFolder;

/// <summary>What this host allows of folder corpora. Configuration section <c>Corpora:Folder</c>.</summary>
public sealed class FolderOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Corpora:Folder";

    /// <summary>
    /// Absolute folders inside which a corpus must lie; any readable folder when empty. Set it where people other than the host's
    /// owner submit jobs. Default: empty.
    /// </summary>
    public IList<string> AllowedRoots { get; set; } = [];

    /// <summary>
    /// Names of one directory held in memory at a time, 16 to 10,000,000. A larger directory is enumerated again for every so many names.
    /// Default: 65,536.
    /// </summary>
    public int WindowSize { get; set; } = 65_536;
}
