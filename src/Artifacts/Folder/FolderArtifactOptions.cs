namespace Cluster.Artifacts.Folder;

/// <summary>Where artifacts lie on disk. Configuration section <c>Artifacts</c>.</summary>
public sealed class FolderArtifactOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Artifacts";

    /// <summary>The folder, absolute; made when it is absent. In a cluster every silo must see the same one. Required.</summary>
    public string Folder { get; set; } = "";
}
