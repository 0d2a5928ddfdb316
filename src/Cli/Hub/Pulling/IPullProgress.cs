using Cluster.Cli.Hub.Files;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>Is told how a pull goes.</summary>
internal interface IPullProgress
{
    /// <summary>What will be fetched, once.</summary>
    void Plan(IReadOnlyList<PlannedFile> files);

    /// <summary>So many bytes of a file are there.</summary>
    void Fetched(PlannedFile file, long bytes);

    /// <summary>A file is there and checked.</summary>
    void Checked(PlannedFile file);
}
