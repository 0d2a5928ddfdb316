namespace Cluster.Gateway.Reembedding;

/// <summary>One gate, measured.</summary>
/// <param name="Name">Its stable name.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Bound">What it is held against.</param>
/// <param name="Detail">In words and, where it failed, the cause.</param>
public sealed record GateView(string Name, bool Passed, double Value, double Bound, string Detail);
