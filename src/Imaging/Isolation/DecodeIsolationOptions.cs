namespace Cluster.Imaging.Isolation;

/// <summary>Decoding in processes of its own, so that a picture that breaks a native decoder breaks nothing else.</summary>
public sealed record DecodeIsolationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Imaging:Isolation";

    /// <summary>Whether pictures of jobs are decoded in other processes, where the host's program offers them. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Processes, 1 to 1,024. Default: one a processor.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Memory in bytes that pictures which have to be decoded whole (progressive, interlaced, WebP and the like) may take together, by estimate from
    /// their headers; one that needs more alone is refused. Default: 384 MiB.
    /// </summary>
    public long Memory { get; init; } = 384L << 20;

    /// <summary>Resident memory in bytes at which a process is ended and its picture set aside. More than <see cref="Memory"/>. Default: 512 MiB.</summary>
    public long MaxWorkerMemory { get; init; } = 512L << 20;
}
