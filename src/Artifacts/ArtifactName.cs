namespace Cluster.Artifacts;

/// <summary>
/// The name of an artifact: a path of segments with forward slashes. A segment is letters, digits, '.', '-', '_' and '=', and does not
/// start with a dot; so a name is a valid file path and a valid blob name, and cannot leave the store.
/// </summary>
/// <param name="Value">The text of the name; made by <see cref="Of"/>.</param>
public readonly record struct ArtifactName(string Value) : IComparable<ArtifactName>
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 512;

    /// <summary>The artifact named <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException">The text is not a valid name.</exception>
    public static ArtifactName Of(string value) =>
        IsValid(value) ? new(value) : throw new ArgumentException($"'{value}' is not an artifact name: use segments of letters, digits, '.', '-', '_', '='.");

    /// <summary>Whether <paramref name="value"/> may be a name.</summary>
    public static bool IsValid(string? value)
    {
        if (value is not { Length: > 0 and <= MaxLength })
        {
            return false;
        }

        foreach (var range in value.AsSpan().Split('/'))
        {
            if (!IsSegment(value.AsSpan()[range]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>By UTF-16 code units.</summary>
    public int CompareTo(ArtifactName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc />
    public override string ToString() => Value;

    public static bool operator <(ArtifactName left, ArtifactName right) => left.CompareTo(right) < 0;

    public static bool operator >(ArtifactName left, ArtifactName right) => left.CompareTo(right) > 0;

    public static bool operator <=(ArtifactName left, ArtifactName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ArtifactName left, ArtifactName right) => left.CompareTo(right) >= 0;

    private static bool IsSegment(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty || segment[0] == '.')
        {
            return false;
        }

        foreach (var c in segment)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or '='))
            {
                return false;
            }
        }

        return true;
    }
}
