using Cluster.Cli.Hub.Files;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>A line a file, for logs.</summary>
internal sealed class LinesProgress(Action<string> note) : IPullProgress
{
    public void Plan(IReadOnlyList<PlannedFile> files) =>
        note($"{files.Count} files, {DiskSpace.InWords(files.Sum(static file => (decimal)file.Source.Size))}");

    public void Fetched(PlannedFile file, long bytes)
    {
        // Only what is whole is worth a line.
    }

    public void Checked(PlannedFile file) => note($"checked {file.Target} ({DiskSpace.InWords(file.Source.Size)})");
}
