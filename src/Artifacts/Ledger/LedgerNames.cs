using System.Globalization;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;

namespace Cluster.Artifacts.Ledger;

/// <summary>
/// How the ledger's artifacts are named. While a partition is worked on, a segment a checkpoint: <c>ledger/{job}/{partition}/{from}-{token}.segment</c>.
/// When it is sealed, <c>rows-{version}.jsonl</c>, <c>roll-{version}.ids</c> and, last, <c>summary.json</c>.
/// </summary>
internal static class LedgerNames
{
    private const string SegmentSuffix = ".segment";
    private const string SummaryFile = "summary.json";
    private const int FromDigits = 12;

    public static ArtifactName Segment(PartitionId partition, long from, FencingToken token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return ArtifactName.Of(string.Create(CultureInfo.InvariantCulture, $"{Partition(partition)}{from:D12}-{token.Value:D10}{SegmentSuffix}"));
    }

    public static ArtifactName Summary(PartitionId partition) => ArtifactName.Of(Partition(partition) + SummaryFile);

    public static ArtifactName Rows(PartitionId partition, int version) =>
        ArtifactName.Of(string.Create(CultureInfo.InvariantCulture, $"{Partition(partition)}rows-{version:D4}.jsonl"));

    public static ArtifactName Roll(PartitionId partition, int version) =>
        ArtifactName.Of(string.Create(CultureInfo.InvariantCulture, $"{Partition(partition)}roll-{version:D4}.ids"));

    /// <summary>The prefix of everything about a job.</summary>
    public static string Job(JobId job) =>
        NameRules.IsValid(job.Value) ? $"ledger/{job}/" : throw new ArgumentException(NameRules.Explain("The job", job.Value), nameof(job));

    /// <summary>The prefix of everything about a partition.</summary>
    public static string Partition(PartitionId partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition.Ordinal);
        return Job(partition.Job) + partition.Ordinal.ToString("D8", CultureInfo.InvariantCulture) + "/";
    }

    /// <summary>The partition that an artifact of the job's ledger is about; null for anything else.</summary>
    public static PartitionId? PartitionOf(ArtifactName name, JobId job)
    {
        var rest = name.Value.AsSpan(Job(job).Length);
        var slash = rest.IndexOf('/');
        return slash > 0 && int.TryParse(rest[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? new PartitionId(job, ordinal) : null;
    }

    /// <summary>Where a segment starts; null for any other artifact.</summary>
    public static long? SegmentStart(ArtifactName name)
    {
        var file = name.Value.AsSpan(name.Value.LastIndexOf('/') + 1);
        return file.EndsWith(SegmentSuffix, StringComparison.Ordinal) && file.Length > FromDigits
            && long.TryParse(file[..FromDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? from
            : null;
    }
}
