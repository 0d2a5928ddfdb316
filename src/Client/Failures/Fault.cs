namespace Cluster.Client.Failures;

/// <summary>A fault inside an answer that is not itself a fault, such as why a job failed.</summary>
/// <param name="Type">The stable type, as in problem documents.</param>
/// <param name="Title">What it means, in a few words.</param>
/// <param name="Detail">What was wrong and what to do.</param>
public sealed record Fault(string Type, string Title, string Detail);
