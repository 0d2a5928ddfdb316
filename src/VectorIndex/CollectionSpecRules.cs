using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.VectorIndex;

/// <summary>What a <see cref="CollectionSpec"/> must be before any engine sees it.</summary>
public static class CollectionSpecRules
{
    /// <summary>Throws InvalidRequest for a name or dimension that cannot be.</summary>
    public static void Check(CollectionSpec spec)
    {
        if (!NameRules.IsValid(spec.Name.Value))
        {
            throw new FailureException(FailureKind.InvalidRequest, NameRules.Explain("Collection", spec.Name.Value));
        }

        if (spec.Dimension is < 1 or > 65_536)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"A dimension of {spec.Dimension} is outside 1 to 65,536.");
        }

        if (string.IsNullOrEmpty(spec.Space.Value))
        {
            throw new FailureException(FailureKind.InvalidRequest, $"Collection '{spec.Name}' needs an embedding space.");
        }
    }

    /// <summary>Throws SpaceMismatch when the collection that is there is not the one asked for.</summary>
    public static void CheckSame(CollectionSpec spec, EmbeddingSpaceId space, int dimension)
    {
        if (space != spec.Space || dimension != spec.Dimension)
        {
            throw new FailureException(
                FailureKind.SpaceMismatch,
                $"Collection '{spec.Name}' is there with space {space}, dimension {dimension}, not {spec.Space}, {spec.Dimension}. Use another name.");
        }
    }

    /// <summary>The fault of a collection that is not there.</summary>
    public static FailureException NotFound(CollectionName collection) =>
        new(FailureKind.CollectionNotFound, $"There is no collection '{collection}'.");
}
