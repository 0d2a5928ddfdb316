namespace Cluster.Encoders;

/// <summary>Estimates what an encoder takes of a device.</summary>
public static class EncoderMemory
{
    private const long MiB = 1L << 20;

    /// <summary>Activations, workspaces and the runtime's own, for batches of some dozens.</summary>
    private const long Working = 128 * MiB;

    /// <summary>MiB for towers with these graphs: a quarter more than their files, weights beside them included, and room to work in.</summary>
    public static int EstimateMiB(params IEnumerable<string?> graphs) =>
        (int)((graphs.OfType<string>().Sum(Bytes) * 5 / 4 / MiB) + (Working / MiB));

    private static long Bytes(string graph) => Path.GetDirectoryName(graph) is { } folder && Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, Path.GetFileName(graph) + "*").Sum(static file => new FileInfo(file).Length)
        : 0;
}
