using System.Globalization;
using Cluster.Domain.Outcomes;
using Grpc.Core;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>What a failed call means, and whether to try again.</summary>
/// <param name="Failure">The failure.</param>
/// <param name="MayPass">Whether the same call may succeed later.</param>
/// <param name="RetryAfter">The pause that the server asks for, if it does.</param>
internal sealed record QdrantFault(Failure Failure, bool MayPass, TimeSpan? RetryAfter)
{
    /// <summary>Whether the request is over what one request may be, so that a smaller one might pass.</summary>
    public bool IsTooLarge { get; private init; }

    /// <summary>The one table from status codes to failures.</summary>
    public static QdrantFault From(RpcException e)
    {
        var detail = e.Status.Detail;
        switch (e.StatusCode)
        {
            case StatusCode.InvalidArgument or StatusCode.OutOfRange:
                return Final(FailureKind.InvalidRequest, $"Qdrant refused the request: {detail}");
            case StatusCode.NotFound:
                return Final(FailureKind.CollectionNotFound, $"Qdrant did not find it: {detail}");
            case StatusCode.AlreadyExists:
                return Final(FailureKind.Conflict, $"It is there already: {detail}");
            case StatusCode.PermissionDenied or StatusCode.Unauthenticated:
                return Final(
                    FailureKind.Unavailable,
                    $"Qdrant refused the API key. Set {QdrantVectorIndexOptions.Section}:ApiKey to one that may do this.");
            case StatusCode.Unimplemented:
                return Final(FailureKind.InvalidRequest, $"This Qdrant server cannot do that: {detail}");
            case StatusCode.ResourceExhausted when e.Trailers.GetValue("qdrant-insufficient-storage") is not null:
                return Final(FailureKind.StorageFull, $"Qdrant has no room left: {detail}. Add memory or disk, or raise its quota.");
            case StatusCode.ResourceExhausted when RetryAfterOf(e) is { } pause:
                return new QdrantFault(new Failure(FailureKind.Overloaded, $"Qdrant limits the rate: {detail}"), MayPass: true, pause);
            case StatusCode.ResourceExhausted:
                return Final(FailureKind.TooLarge, $"The request is over Qdrant's limit for one request: {detail}") with { IsTooLarge = true };
            case StatusCode.Internal when detail.Contains("No space left on device", StringComparison.Ordinal):
                // The server has no code of its own for a full disk.
                return Final(FailureKind.StorageFull, "The disk of Qdrant is full: make room, then try again.");
            case StatusCode.DataLoss:
                return Final(FailureKind.Unavailable, $"Qdrant reports damaged data: {detail}");
            default:
                return new QdrantFault(new Failure(FailureKind.Unavailable, $"Qdrant does not answer ({e.StatusCode}): {detail}"), MayPass: true, RetryAfterOf(e));
        }
    }

    private static QdrantFault Final(FailureKind kind, string detail) => new(new Failure(kind, detail), MayPass: false, RetryAfter: null);

    private static TimeSpan? RetryAfterOf(RpcException e) =>
        int.TryParse(e.Trailers.GetValue("retry-after"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
