using System.Globalization;
using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Ledger;

/// <summary>How the ledger's artifacts are named: <c>ledger/{job}/{partition:D8}/{from:D12}.jsonl</c> and <c>.../summary.json</c>.</summary>
internal static class LedgerNames
{
    private const string SegmentSuffix = ".jsonl";
    private const string SummaryFile = "summary.json";

    public static ArtifactName Segment(PartitionId partition, long from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return ArtifactName.Of(Partition(partition) + from.ToString("D12", CultureInfo.InvariantCulture) + SegmentSuffix);
    }

    public static ArtifactName Summary(PartitionId partition) => ArtifactName.Of(Partition(partition) + SummaryFile);

    /// <summary>The prefix of everything about a job.</summary>
    public static string Job(JobId job) =>
        NameRules.IsValid(job.Value) ? $"ledger/{job}/" : throw new ArgumentException(NameRules.Explain("The job", job.Value), nameof(job));

    /// <summary>The prefix of everything about a partition.</summary>
    public static string Partition(PartitionId partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition.Ordinal);
        return Job(partition.Job) + partition.Ordinal.ToString("D8", CultureInfo.InvariantCulture) + "/";
    }

    /// <summary>Whether the artifact is a segment, or else a summary; and of which partition. False for anything else.</summary>
    public static bool TryParse(ArtifactName name, JobId job, out PartitionId partition, out bool isSegment)
    {
        (partition, isSegment) = (default, false);
        var rest = name.Value.AsSpan(Job(job).Length);
        var slash = rest.IndexOf('/');
        if (slash < 0 || !int.TryParse(rest[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal))
        {
            return false;
        }

        partition = new PartitionId(job, ordinal);
        isSegment = rest.EndsWith(SegmentSuffix, StringComparison.Ordinal);
        return isSegment || rest[(slash + 1)..].SequenceEqual(SummaryFile);
    }
}
