namespace Cluster.Cli.Planning;

/// <summary>Numbers that a plan takes where nothing was measured or said, each with where it comes from. docs/planning.md explains them.</summary>
internal static class PlanConstants
{
    /// <summary>
    /// Seconds from submission to the first read and from the last point to "completed": admission, counting, supervision. What eighteen runs of bench plan on
    /// Standalone took beside their images at the calibrated rate: 0.5 at the median with 400 images, 0.4 over all.
    /// </summary>
    public const double JobSeconds = 0.45;

    /// <summary>A photograph of a shop, bytes. An assumption: give --mean-bytes or a sample.</summary>
    public const double MeanBytes = 150_000;

    /// <summary>One core, a 1-megapixel JPEG to a 224-pixel tile. bench preprocess, on the machine that its results name.</summary>
    public const double DecodeSeconds = 0.012;

    /// <summary>ViT-B/32 on one CPU core of recent make, batch of 16. An assumption of the order of size: calibrate.</summary>
    public const double EncodeSeconds = 0.08;

    /// <summary>A point of 512 numbers into the embedded index. bench index.</summary>
    public const double WriteSeconds = 0.0002;

    /// <summary>GET requests a second of a standard Azure storage account, as its documentation of scalability targets says.</summary>
    public const double AccountRequests = 20_000;

    /// <summary>Egress of a standard Azure storage account in larger regions: 120 Gbit/s, from the same page.</summary>
    public const double AccountBytes = 120e9 / 8;

    /// <summary>Blobs a listing request names at most (Azure List Blobs).</summary>
    public const double ListedARequest = 5_000;

    /// <summary>Memory of an index node, bytes: 64 GiB.</summary>
    public const double IndexNodeBytes = 64d * (1L << 30);

    /// <summary>Share of an index node's memory that is to be filled.</summary>
    public const double IndexFill = 0.75;

    /// <summary>Qdrant's rule of thumb for vectors with their graph in memory: number x dimension x 4 bytes x 1.5.</summary>
    public const double IndexOverhead = 1.5;

    /// <summary>Payload of a point with its indexes, bytes: key, corpus, tag, hash, size, job and space, seen in the embedded index.</summary>
    public const double PayloadBytes = 600;

    /// <summary>A row of the embedding lake beside its half-precision vector, bytes.</summary>
    public const double LakeRowBytes = 96;
}
