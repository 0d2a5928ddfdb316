namespace Cluster.Domain.Outcomes;

/// <summary>An expected fault as a value.</summary>
/// <param name="Kind">Which fault.</param>
/// <param name="Detail">What was wrong and what to do, for a person. Never holds a secret, nor a stack trace.</param>
[GenerateSerializer, Immutable, Alias("cluster.failure")]
public sealed record Failure([property: Id(0)] FailureKind Kind, [property: Id(1)] string Detail);
