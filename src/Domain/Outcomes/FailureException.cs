namespace Cluster.Domain.Outcomes;

/// <summary>Carries a <see cref="Failure"/> through code that has no room for it in its result, up to the nearest boundary.</summary>
[GenerateSerializer, Alias("cluster.failure-exception")]
public sealed class FailureException : Exception
{
    /// <summary>Wraps <paramref name="failure"/>.</summary>
    public FailureException(Failure failure, Exception? inner = null)
        : base(failure.Detail, inner) => Failure = failure;

    /// <summary>Wraps a failure of <paramref name="kind"/>.</summary>
    public FailureException(FailureKind kind, string detail, Exception? inner = null)
        : this(new Failure(kind, detail), inner)
    {
    }

    /// <summary>The fault.</summary>
    [Id(0)]
    public Failure Failure { get; private set; }
}
