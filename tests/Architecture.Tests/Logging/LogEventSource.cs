using System.Text.RegularExpressions;
using Cluster.TestSupport;

namespace Cluster.Architecture.Tests.Logging;

/// <summary>The log events of the sources under src.</summary>
internal static partial class LogEventSource
{
    /// <summary>Classes that are handed the logger of another one.</summary>
    private static readonly Dictionary<string, string> Borrowed = new()
    {
        ["Cluster.Encoders.Onnx.OnnxSessions"] = "Cluster.Encoders.Onnx.OnnxEncoderFactory",
        ["Cluster.Grains.Encoders.Hosting.DeviceShard"] = "Cluster.Grains.Encoders.EncoderShards",
        ["Cluster.Grains.Comparisons.ComparisonRun"] = "Cluster.Grains.Comparisons.ComparisonGrain",
        ["Cluster.Grains.Jobs.PartitionCalls"] = "Cluster.Grains.Jobs.JobGrain",
        ["Cluster.Grains.Partitions.LedgeredCheckpoints"] = "Cluster.Grains.Partitions.PartitionRunner",
        ["Cluster.VectorIndex.Embedded.MatrixLoader"] = "Cluster.VectorIndex.Embedded.EmbeddedVectorIndex",
        ["Cluster.VectorIndex.Qdrant.QdrantCalls"] = "Cluster.VectorIndex.Qdrant.QdrantVectorIndex",
        ["Cluster.VectorIndex.Qdrant.QdrantReadiness"] = "Cluster.VectorIndex.Qdrant.QdrantVectorIndex",
        ["Cluster.VectorIndex.Qdrant.QdrantUpserts"] = "Cluster.VectorIndex.Qdrant.QdrantVectorIndex",
    };

    /// <summary>The files under src, by their path there.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files { get; } =
    [
        .. from file in Directory.GetFiles(RepositoryFolder.Path("src"), "*.cs", SearchOption.AllDirectories)
           let path = Path.GetRelativePath(RepositoryFolder.Path("src"), file)
           where !path.Split(Path.DirectorySeparatorChar).Contains("obj")
           select (path, File.ReadAllText(file)),
    ];

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<LogEvent> All { get; } = [.. Files.SelectMany(static file => Of(file.Name, file.Text)).OrderBy(static one => one.Id).ThenBy(static one => one.Category)];

    /// <summary>Those of one file; it is a fault when an attribute is not written as the others are, since nothing would be known of that event.</summary>
    public static IReadOnlyList<LogEvent> Of(string name, string text)
    {
        var written = Declaration().Matches(text);
        Assert.True(
            written.Count == Attribute().Count(text),
            $"{name}: write [LoggerMessage(ID, LogLevel.LEVEL, \"TEMPLATE\")], followed by the method, so that the event has an id of its own");
        return [.. written.Select(match => new LogEvent(
            int.Parse(match.Groups["id"].Value),
            match.Groups["level"].Value,
            CategoryOf(name, text[..match.Index]),
            match.Groups["named"] is { Success: true } named ? named.Value : match.Groups["method"].Value,
            match.Groups["template"].Value))];
    }

    private static string CategoryOf(string name, string before)
    {
        var type = Class().Matches(before).Last().Groups[1].Value;
        var full = $"{Namespace().Match(before).Groups[1].Value}.{type}";
        if (Borrowed.TryGetValue(full, out var lender))
        {
            return lender;
        }

        Assert.True(
            Files.Any(file => file.Text.Contains($"ILogger<{type}>", StringComparison.Ordinal)),
            $"{name}: {full} has no ILogger<{type}>; say in {nameof(LogEventSource)} whose logger it is handed");
        return full;
    }

    [GeneratedRegex(@"\[LoggerMessage\b")]
    private static partial Regex Attribute();

    [GeneratedRegex(
        @"\[LoggerMessage\((?<id>\d+), LogLevel\.(?<level>\w+), ""(?<template>[^""]+)""(, EventName = ""(?<named>\w+)"")?\)\]\s+(private|internal|public) (static )?partial void (?<method>\w+)\(")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bpartial class (\w+)")]
    private static partial Regex Class();
}
