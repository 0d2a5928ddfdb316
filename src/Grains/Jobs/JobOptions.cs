namespace Cluster.Grains.Jobs;

/// <summary>How jobs are looked after.</summary>
public sealed record JobOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Jobs";

    /// <summary>How often a running job makes sure that its partitions are at work. Default: 5 seconds.</summary>
    public TimeSpan Supervision { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a partition at work may be silent before it is asked, which starts it anew if its silo has died. Default: 15 seconds.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A partition that needs longer than this for what is left of it is cut in two when slots lie idle and the job has nothing else to start. Default:
    /// 30 seconds.
    /// </summary>
    public TimeSpan Straggling { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a partition is at work before its pace is judged: encoders are loaded and caches are cold within it. Default: 2 seconds.</summary>
    public TimeSpan JudgedAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Images that must be left of a partition for it to be cut; 0: none is ever cut. Default: 512.</summary>
    public int LeastCut { get; init; } = 512;

    /// <summary>Faults in a row, with no partition completed between them, that fail the job. Faults within one supervision period count as one. Default: 10.</summary>
    public int MaxFaultsInARow { get; init; } = 10;

    /// <summary>How long the images of a corpus are counted ahead for the progress bar, before the count is given up. Default: 10 seconds.</summary>
    public TimeSpan CountingBudget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the partitions in flight may take of the job's stored state, in bytes; long keys allow fewer of them. Default: 48 KiB.</summary>
    public int MaxWindowBytes { get; init; } = 48 * 1024;
}
