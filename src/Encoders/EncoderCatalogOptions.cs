namespace Cluster.Encoders;

/// <summary>Where model folders are looked for.</summary>
public sealed record EncoderCatalogOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders";

    /// <summary>Model folders, or folders of model folders. Default: <c>models</c> under the working folder.</summary>
    public IList<string> ModelFolders { get; init; } = [];

    /// <summary>Whether a job may name a model folder by its path. Sensible where only the machine's owner submits jobs. Default: false.</summary>
    public bool AllowPaths { get; init; }
}
