using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;

namespace Cluster.Encoders.Tuning;

/// <summary>What was measured, beside the model: <c>tuning.json</c>, one a machine, ONNX Runtime, precision and graph.</summary>
internal static class TuningFile
{
    private static readonly ResultFile<TuningRecord> File = new(ModelFiles.Tuning, "tune the encoder again, or delete the file");

    /// <summary>What is in it; empty without the file.</summary>
    /// <exception cref="FailureException">ModelIncomplete when the file cannot be read, or holds settings that cannot be.</exception>
    public static IReadOnlyList<TuningRecord> Read(string folder)
    {
        var records = File.Read(folder);
        return records.FirstOrDefault(static record => !record.Settings.CanWork) is { } impossible
            ? throw new FailureException(
                FailureKind.ModelIncomplete, $"{ModelFiles.Tuning} of '{Path.GetFileName(folder)}' holds settings that cannot be ({impossible.Settings}); tune the encoder again, or delete the file.")
            : records;
    }

    /// <summary>Puts a record in the place of the earlier one of the same subject. The file appears whole or not at all.</summary>
    /// <exception cref="FailureException">Unavailable when the folder cannot be written.</exception>
    public static void Write(string folder, TuningRecord record) => File.Write(folder, record, other => other.Subject == record.Subject);
}
