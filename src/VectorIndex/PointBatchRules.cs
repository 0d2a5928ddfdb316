using System.Numerics.Tensors;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex;

/// <summary>What a <see cref="PointBatch"/> must be before any engine sees it.</summary>
public static class PointBatchRules
{
    /// <summary>How far the length of a vector may be from 1.</summary>
    public const float LengthTolerance = 1e-3f;

    /// <summary>Throws SpaceMismatch or InvalidRequest when the batch does not fit the collection.</summary>
    public static void Check(PointBatch batch, CollectionName collection, EmbeddingSpaceId space, int dimension)
    {
        if (batch.Space != space)
        {
            throw new FailureException(
                FailureKind.SpaceMismatch,
                $"Collection '{collection}' holds vectors of space {space}; these are of {batch.Space}. Write them to a collection of their own space.");
        }

        if (batch.Payloads.Count != batch.Ids.Count || batch.Vectors.Length != (long)batch.Ids.Count * dimension)
        {
            throw Invalid(
                $"A batch of {batch.Ids.Count} points needs as many payloads and {dimension} floats each: {batch.Payloads.Count} payloads and {batch.Vectors.Length} floats came.");
        }

        var seen = new HashSet<PointId>(batch.Ids.Count);
        for (var i = 0; i < batch.Ids.Count; i++)
        {
            CheckUnitLength(batch.Vectors.Span.Slice(i * dimension, dimension), batch.Ids[i]);
            CheckPayload(batch.Payloads[i]);
            if (!seen.Add(batch.Ids[i]))
            {
                throw Invalid($"Point {batch.Ids[i]} is twice in one batch.");
            }
        }
    }

    /// <summary>Throws InvalidRequest for a field without a name or a value that no engine keeps.</summary>
    public static void CheckPayload(IReadOnlyDictionary<string, PayloadValue> payload)
    {
        foreach (var (field, value) in payload)
        {
            if (field.Length == 0)
            {
                throw Invalid("A payload field has no name.");
            }

            CheckValue(field, value, depth: 0);
        }
    }

    /// <summary>Throws InvalidRequest unless the vector is finite and of length 1 within <see cref="LengthTolerance"/>.</summary>
    public static void CheckUnitLength(ReadOnlySpan<float> vector, PointId? id)
    {
        var length = MathF.Sqrt(TensorPrimitives.SumOfSquares(vector));

        // Written so that NaN fails, too.
        if (!(MathF.Abs(length - 1) <= LengthTolerance))
        {
            throw Invalid($"The vector of {(id is { } point ? $"point {point}" : "the query")} has length {length}; vectors must be finite and of length 1.");
        }
    }

    private static void CheckValue(string field, PayloadValue value, int depth)
    {
        switch (value)
        {
            case PayloadValue.Number { Value: var number } when !double.IsFinite(number):
                throw Invalid($"Field '{field}' holds a number that is not finite.");
            case PayloadValue.Geo { Latitude: var latitude, Longitude: var longitude }
                when !(Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180):
                throw Invalid($"Field '{field}' holds a place outside latitude +-90, longitude +-180.");
            case PayloadValue.Many when depth == 8:
                throw Invalid($"Field '{field}' nests lists more than 8 deep.");
            case PayloadValue.Many many:
                foreach (var element in many.Values)
                {
                    CheckValue(field, element, depth + 1);
                }

                break;
        }
    }

    private static FailureException Invalid(string detail) => new(FailureKind.InvalidRequest, detail);
}
