using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;

namespace Cluster.Encoders.Parity;

/// <summary>The results beside a model: <c>parity.json</c>, one a variant.</summary>
internal static class ParityFile
{
    private static readonly ResultFile<ParityResult> File = new(ModelFiles.Parity, "verify the encoder again");

    /// <summary>What is signed off; empty without the file.</summary>
    /// <exception cref="FailureException">ModelIncomplete when the file cannot be read.</exception>
    public static IReadOnlyList<ParityResult> Read(string folder) => File.Read(folder);

    /// <summary>Puts a result in the place of the earlier one of its variant. The file appears whole or not at all.</summary>
    /// <exception cref="FailureException">Unavailable when the folder cannot be written.</exception>
    public static void Write(string folder, ParityResult result) => File.Write(folder, result, other => other.Variant == result.Variant);
}
