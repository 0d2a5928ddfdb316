using System.Diagnostics.CodeAnalysis;

namespace Cluster.Domain.Outcomes;

/// <summary>A value, or the failure that stood in its way.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[GenerateSerializer, Immutable, Alias("cluster.outcome`1")]
public sealed record Outcome<T>
    where T : class
{
    private Outcome(T? value, Failure? failure)
    {
        Value = value;
        Failure = failure;
    }

    /// <summary>The value; null when <see cref="Failure"/> is set.</summary>
    [Id(0)]
    public T? Value { get; private init; }

    /// <summary>The failure; null on success.</summary>
    [Id(1)]
    public Failure? Failure { get; private init; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    /// <summary>The value, or the failure thrown as an exception for a caller whose own result has no room for it.</summary>
    /// <exception cref="FailureException">There is no value.</exception>
    public T OrThrow() => Succeeded ? Value : throw new FailureException(Failure);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(null, failure);
}
