namespace Cluster.VectorIndex;

/// <summary>Which parts of a point to return.</summary>
/// <param name="Vector">Whether the vector is wanted.</param>
/// <param name="Fields">Payload fields wanted: null for all, empty for none.</param>
public sealed record PointSelector(bool Vector, IReadOnlyList<string>? Fields)
{
    /// <summary>The id alone.</summary>
    public static PointSelector IdOnly { get; } = new(false, []);

    /// <summary>The whole payload, no vector.</summary>
    public static PointSelector Payload { get; } = new(false, null);

    /// <summary>Vector and whole payload.</summary>
    public static PointSelector Everything { get; } = new(true, null);
}
