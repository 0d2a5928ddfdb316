using Cluster.Cli.Hub.Files;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>Looks at what lies where a model is to go. Nothing there is ever replaced: collections may have been built with it.</summary>
internal static class ExistingModel
{
    /// <summary>SHA-256 a file when the same model is there already; null when nothing is.</summary>
    /// <exception cref="CliException">Something else is there.</exception>
    public static async Task<IReadOnlyDictionary<string, string>?> CheckAsync(string folder, IReadOnlyList<PlannedFile> files, CancellationToken cancellationToken)
    {
        if (!Path.Exists(folder))
        {
            return null;
        }

        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var path = Path.Combine([folder, .. file.Target.Split('/')]);
            if (!File.Exists(path) || await FileCheck.FaultOfAsync(path, file, cancellationToken) is not null)
            {
                throw new CliException(
                    ExitCode.Failed, $"'{folder}' is there already and is not this model ('{file.Target}' differs). Choose another name with --name, or move that folder away.");
            }

            hashes[file.Target] = file.Sha256 ?? await FileCheck.Sha256Async(path, cancellationToken);
        }

        return hashes;
    }
}
