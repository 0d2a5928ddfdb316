using Cluster.Domain.Outcomes;

namespace Cluster.Gateway.Failures;

/// <summary>The one table from faults to HTTP.</summary>
internal static class ProblemTable
{
    public static readonly ProblemKind NoSuchRoute = new(404, "no-such-route", "There is nothing at this address");
    public static readonly ProblemKind MethodNotAllowed = new(405, "method-not-allowed", "This address does not take this method");
    public static readonly ProblemKind UnsupportedMediaType = new(415, "unsupported-media-type", "The body has a content type that is not taken here");
    public static readonly ProblemKind UnknownHost = new(421, "unknown-host", "The gateway does not answer to this host name");
    public static readonly ProblemKind ForeignOrigin = new(403, "foreign-origin", "Pages of other sites may not write");
    public static readonly ProblemKind KeyNeeded = new(401, "key-needed", "A key is needed here");
    public static readonly ProblemKind TooManyRequests = new(429, "too-many-requests", "The key asks more than it may", RetryAfter: 1);
    public static readonly ProblemKind Internal = new(500, "internal", "Something went wrong in the gateway");

    /// <summary>Every problem there can be, for the pages that explain them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        NoSuchRoute, MethodNotAllowed, UnsupportedMediaType, UnknownHost, ForeignOrigin, KeyNeeded, TooManyRequests, Internal,
        .. Enum.GetValues<FailureKind>().Where(static kind => kind != FailureKind.None).Select(For),
    ];

    /// <summary>The problem that <paramref name="kind"/> becomes.</summary>
    public static ProblemKind For(FailureKind kind) => Row(kind) with { Code = kind.ToCode() };

    private static ProblemKind Row(FailureKind kind) => kind switch
    {
        FailureKind.InvalidRequest => Of(400, "The request is wrong"),
        FailureKind.CorpusNotFound => Of(404, "There is no such corpus"),
        FailureKind.EncoderNotFound => Of(404, "There is no such encoder"),
        FailureKind.ModelIncomplete => Of(422, "The model folder cannot be used"),
        FailureKind.CollectionNotFound => Of(404, "There is no such collection"),
        FailureKind.SpaceMismatch => Of(409, "Vectors of two embedding spaces never mix"),
        FailureKind.PointNotFound => Of(404, "There is no such point"),
        FailureKind.JobNotFound => Of(404, "There is no such job"),
        FailureKind.KeyNotFound => Of(404, "There is no such key"),
        FailureKind.ShopperNotFound => Of(404, "Nothing is known of the shopper"),
        FailureKind.NotAllowed => Of(403, "The key does not allow this"),
        FailureKind.Conflict => Of(409, "The state of the thing does not allow this"),
        FailureKind.TooLarge => Of(413, "The request is too large"),
        FailureKind.BadImage => Of(422, "The picture cannot be read"),
        FailureKind.Unavailable => Of(503, "A part of the cluster does not answer now", retryAfter: 5),
        FailureKind.Overloaded => Of(503, "Too much is asked at once", retryAfter: 1),
        FailureKind.LeaseLost => Of(503, "The work has moved elsewhere", retryAfter: 1),
        FailureKind.Unsettled => Of(503, "The cluster is settling", retryAfter: 2),
        FailureKind.StorageFull => Of(507, "The store has no room left"),
        FailureKind.TimedOut => Of(504, "It took too long", retryAfter: 5),
        FailureKind.Gone => Of(404, "The image is no longer there"),
        FailureKind.Takedown => Of(409, "The image was taken down"),
        FailureKind.Forbidden => Of(403, "The source refuses access to the image"),
        _ when kind.IsQuarantineReason() => Of(422, "The picture cannot be used"),
        _ => Of(500, "Something went wrong in the gateway"),
    };

    private static ProblemKind Of(int status, string title, int? retryAfter = null) => new(status, "", title, retryAfter);
}
