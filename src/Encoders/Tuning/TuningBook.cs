using System.Security.Cryptography;
using System.Text;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Tuning;

/// <summary>What was tuned for this machine, of all that lies beside the models. Safe for concurrent use.</summary>
public sealed class TuningBook
{
    private readonly FileHashes _hashes = new();
    private readonly Lazy<string> _processor = new(Processor.OfThis);

    /// <summary>All that was measured for a model, on this machine and on others.</summary>
    /// <exception cref="FailureException">ModelIncomplete when the file cannot be read.</exception>
    public static IReadOnlyList<TuningRecord> All(EncoderManifest manifest) => TuningFile.Read(manifest.Folder);

    /// <summary>What was measured for the very files on the very machine; null when nothing was.</summary>
    /// <exception cref="FailureException">ModelIncomplete when the file cannot be read.</exception>
    internal TuningRecord? Find(EncoderManifest manifest, ModelPrecision precision, OnnxOptions options)
    {
        var records = TuningFile.Read(manifest.Folder).Where(record => record.Subject.Precision == precision).ToList();

        // Weights are hashed only where there is something to hold them against.
        return records.Count > 0 && SubjectOf(manifest, precision, options) is { } subject ? records.FirstOrDefault(record => record.Subject == subject) : null;
    }

    /// <summary>What is measured here; null when the folder has no such precision.</summary>
    internal TuningSubject? SubjectOf(EncoderManifest manifest, ModelPrecision precision, OnnxOptions options) =>
        ModelFiles.Variant(manifest.Folder, ModelFiles.Vision, precision) is { } graph
            ? new TuningSubject(_processor.Value, SessionSettings.ThreadsOf(options), OrtEnv.Instance().GetVersionString(), precision, HashOf(manifest, graph))
            : null;

    private string HashOf(EncoderManifest manifest, string graph)
    {
        string[] hashes = [.. ModelFiles.WithWeights(manifest.Folder, graph).Select(file => manifest.FileHashes.GetValueOrDefault(file) ?? _hashes.Of(Path.Combine(manifest.Folder, file)))];
        return hashes is [var only] ? only : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes))));
    }
}
