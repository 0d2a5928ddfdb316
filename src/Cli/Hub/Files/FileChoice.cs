using System.IO.Enumeration;
using Cluster.Cli.Hub.Known;

namespace Cluster.Cli.Hub.Files;

/// <summary>Chooses what to fetch of a model: what encoders need, one precision of it, and what was asked for beside.</summary>
internal static class FileChoice
{
    private const string Vision = "vision_model";
    private const string Text = "text_model";

    /// <summary>The files, in the hub's order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="known">What is known here of the model, with the hashes that it must have; null when nothing is.</param>
    /// <param name="precision">One of <see cref="Precision.Names"/>.</param>
    /// <param name="includes">Further paths or patterns with <c>*</c>.</param>
    /// <exception cref="CliException">The listing is not to be trusted, lacks what an encoder needs, or a pattern finds nothing that may be fetched.</exception>
    public static IReadOnlyList<PlannedFile> Choose(HubSnapshot model, KnownModel? known, string precision, IReadOnlyCollection<string> includes)
    {
        FileRules.Check(model.Files);
        var suffix = Precision.SuffixOf(precision);
        RequireVision(model, suffix);
        var wanted = new Dictionary<string, PlannedFile>(StringComparer.Ordinal);
        foreach (var file in model.Files.Where(static file => FileRules.IsAllowed(file.Path)))
        {
            if (FileRules.IsBeside(file.Path))
            {
                Add(file, file.Path);
            }
            else if (TargetOf(file.Path, suffix) is { } target)
            {
                Add(file, target);
            }
        }

        foreach (var pattern in includes)
        {
            foreach (var file in Included(model, pattern))
            {
                Add(file, file.Path);
            }
        }

        return [.. wanted.Values];

        void Add(HubFile file, string target)
        {
            // A variant that was taken as the tower's graph already is not taken twice.
            if (!wanted.Values.Any(planned => planned.Source == file) && !wanted.TryAdd(target, new PlannedFile(file, target, HashFor(file, known))))
            {
                throw new CliException(ExitCode.Usage, $"'{file.Path}' and '{wanted[target].Source.Path}' would both become '{target}'; ask for one of them.");
            }
        }
    }

    /// <summary>Encoders look for the plain names, whatever the precision; data files keep theirs, since graphs refer to them by it.</summary>
    private static string? TargetOf(string path, string suffix)
    {
        foreach (var tower in new[] { Vision, Text })
        {
            var graph = $"onnx/{tower}{suffix}.onnx";
            if (path == graph)
            {
                return $"onnx/{tower}.onnx";
            }

            if (path.StartsWith(graph, StringComparison.Ordinal))
            {
                return path;
            }
        }

        return null;
    }

    private static void RequireVision(HubSnapshot model, string suffix)
    {
        if (model.Files.Any(file => file.Path == $"onnx/{Vision}{suffix}.onnx"))
        {
            return;
        }

        var graphs = model.Files.Select(static file => file.Path).Where(FileRules.IsGraphFile).ToList();
        throw new CliException(
            ExitCode.Failed,
            $"{model.Id} has no onnx/{Vision}{suffix}.onnx. "
            + (graphs.Count > 0
                ? $"It has: {string.Join(", ", graphs)}; choose with --precision."
                : "It has no ONNX graphs at all, and weights of other kinds are not fetched: take a repository with an ONNX export of it, or export it and put the folder under models/ yourself."));
    }

    private static List<HubFile> Included(HubSnapshot model, string pattern)
    {
        var found = model.Files.Where(file => FileSystemName.MatchesSimpleExpression(pattern, file.Path, ignoreCase: false)).ToList();
        var allowed = found.Where(static file => FileRules.IsAllowed(file.Path)).ToList();
        return (found, allowed) switch
        {
            ([], _) => throw new CliException(ExitCode.Usage, $"{model.Id} has no file '{pattern}'."),
            (_, []) => throw new CliException(
                ExitCode.Failed,
                $"'{found[0].Path}' is not fetched: only configuration, tokenizer, licence and onnx/ files are, because pickles and scripts can run code."),
            _ => allowed,
        };
    }

    private static string? HashFor(HubFile file, KnownModel? known)
    {
        if ((file.Sha256 ?? file.GitOid) is null)
        {
            throw new CliException(ExitCode.Failed, $"The hub gives no hash of '{file.Path}', so it could not be checked; nothing is fetched.");
        }

        var pinned = known?.Files?.GetValueOrDefault(file.Path);
        return pinned is null || file.Sha256 is null || pinned == file.Sha256
            ? pinned ?? file.Sha256
            : throw new CliException(
                ExitCode.Failed, $"The hub's '{file.Path}' is not the one that is known here (SHA-256 {file.Sha256}, expected {pinned}). Nothing was fetched; pull another --revision, or ask who changed it.");
    }
}
