namespace Cluster.Domain.Payloads;

/// <summary>One value of a payload: null, text, integer, number, truth value, a list of these, or a geographic point.</summary>
[GenerateSerializer, Immutable, Alias("cluster.payload-value")]
public abstract record PayloadValue
{
    private protected PayloadValue()
    {
    }

    /// <summary>A text.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.payload-value.text")]
    public sealed record Text([property: Id(0)] string Value) : PayloadValue;

    /// <summary>A whole number.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.payload-value.integer")]
    public sealed record Integer([property: Id(0)] long Value) : PayloadValue;

    /// <summary>A finite number.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.payload-value.number")]
    public sealed record Number([property: Id(0)] double Value) : PayloadValue;

    /// <summary>True or false.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.payload-value.truth")]
    public sealed record Truth([property: Id(0)] bool Value) : PayloadValue;

    /// <summary>Several values; a filter matches when one of them does.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.payload-value.many")]
    public sealed record Many([property: Id(0)] IReadOnlyList<PayloadValue> Values) : PayloadValue;

    /// <summary>A place, in degrees.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.payload-value.geo")]
    public sealed record Geo([property: Id(0)] double Latitude, [property: Id(1)] double Longitude) : PayloadValue;

    /// <summary>An explicit null.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.payload-value.null")]
    public sealed record Null : PayloadValue;

    public static implicit operator PayloadValue(string value) => new Text(value);

    public static implicit operator PayloadValue(long value) => new Integer(value);

    public static implicit operator PayloadValue(double value) => new Number(value);

    public static implicit operator PayloadValue(bool value) => new Truth(value);
}
