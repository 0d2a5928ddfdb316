using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>A loaded graph and what runs it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Provider">Cpu, Cuda or TensorRt.</param>
/// <param name="Device"><c>cpu</c>, <c>cuda:0</c>, <c>tensorrt:0</c>.</param>
/// <param name="File">The graph's file name, for messages.</param>
/// <param name="Settings">What it was opened with.</param>
internal sealed record OnnxSession(InferenceSession Session, ExecutionProvider Provider, string Device, string File, SessionSettings Settings) : IDisposable
{
    public void Dispose() => Session.Dispose();
}
