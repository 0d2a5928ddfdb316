using Cluster.Encoders.Manifests;

namespace Cluster.Encoders.Tuning;

/// <summary>What settings were measured for; for anything else they say nothing.</summary>
/// <param name="Processor">The processor, as <see cref="Processor"/> describes it.</param>
/// <param name="Threads">Threads that a session may have.</param>
/// <param name="OnnxRuntime">Version of ONNX Runtime.</param>
/// <param name="Precision">Which files.</param>
/// <param name="Graph">SHA-256 of the image tower's graph; of it and the weights beside it where there are some.</param>
public sealed record TuningSubject(string Processor, int Threads, string OnnxRuntime, ModelPrecision Precision, string Graph);
