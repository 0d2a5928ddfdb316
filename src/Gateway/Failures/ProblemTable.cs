using Cluster.Domain.Outcomes;

namespace Cluster.Gateway.Failures;

/// <summary>The one table from faults to HTTP.</summary>
internal static class ProblemTable
{
    public static readonly ProblemKind NoSuchRoute = new(404, "no-such-route", "There is nothing at this address", "Look the address up in /openapi/v1.json.");
    public static readonly ProblemKind MethodNotAllowed = new(405, "method-not-allowed", "This address does not take this method", "Use a method that the answer's Allow names.");
    public static readonly ProblemKind TooSlow = new(408, "too-slow", "The request comes too slowly", "Send it again, over a better connection or in smaller parts.");
    public static readonly ProblemKind UnsupportedMediaType = new(415, "unsupported-media-type", "The body has a content type that is not taken here", "Send application/json; for uploaded pictures multipart/form-data.");
    public static readonly ProblemKind UnknownHost = new(421, "unknown-host", "The gateway does not answer to this host name", "Use a loopback name, or add the name to Gateway:AllowedHosts.");
    public static readonly ProblemKind ForeignOrigin = new(403, "foreign-origin", "Pages of other sites may not write", "Call from a server, or add the page's origin to Gateway:Access:Origins.");
    public static readonly ProblemKind KeyNeeded = new(401, "key-needed", "A key is needed here", "Send a valid key as Authorization: Bearer KEY.");
    public static readonly ProblemKind TooManyRequests = new(429, "too-many-requests", "The key asks more than it may", "Wait as long as Retry-After says, then ask more slowly, or have the key's limits raised.", RetryAfter: 1);
    public static readonly ProblemKind Internal = new(500, "internal", "Something went wrong in the gateway", "Not a fault of the request. Tell whoever runs the cluster the trace id of the answer; its log has the rest.");

    /// <summary>Every problem there can be, for the pages that explain them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        NoSuchRoute, MethodNotAllowed, TooSlow, UnsupportedMediaType, UnknownHost, ForeignOrigin, KeyNeeded, TooManyRequests, Internal,
        .. Enum.GetValues<FailureKind>().Where(static kind => kind != FailureKind.None).Select(For),
    ];

    /// <summary>The problem that <paramref name="kind"/> becomes.</summary>
    public static ProblemKind For(FailureKind kind) => Row(kind) with { Code = kind.ToCode() };

    private static ProblemKind Row(FailureKind kind) => kind switch
    {
        FailureKind.InvalidRequest => Of(400, "The request is wrong", "Mend the field that the detail names, as $.path."),
        FailureKind.CorpusNotFound => Of(404, "There is no such corpus", "Check the location, and that the machine of the cluster can read it."),
        FailureKind.EncoderNotFound => Of(404, "There is no such encoder", "Choose one of /v1/models."),
        FailureKind.ModelIncomplete => Of(422, "The model folder cannot be used", "Complete the model's folder as the detail says; docs/models.md has what belongs into one."),
        FailureKind.CollectionNotFound => Of(404, "There is no such collection", "Choose one of /v1/collections, or submit a job that fills it."),
        FailureKind.SpaceMismatch => Of(409, "Vectors of two embedding spaces never mix", "Use the encoder that built the collection, or re-embed the collection with the other one."),
        FailureKind.PointNotFound => Of(404, "There is no such point", "Check id or key; the image may not be embedded yet, or not any more."),
        FailureKind.JobNotFound => Of(404, "There is no such job", "Choose one of the list beside it (/v1/jobs, /v1/tag-jobs)."),
        FailureKind.KeyNotFound => Of(404, "There is no such key", "Choose one of /v1/keys."),
        FailureKind.ShopperNotFound => Of(404, "Nothing is known of the shopper", "Post events of the shopper first, or give a coldStart."),
        FailureKind.NotAllowed => Of(403, "The key does not allow this", "Use a key with the scope and the collections that the detail names."),
        FailureKind.Conflict => Of(409, "The state of the thing does not allow this", "Look at the thing's state, which the detail names; do what it lacks, or choose another id."),
        FailureKind.TooLarge => Of(413, "The request is too large", "Send less: a smaller picture, fewer values, several requests."),
        FailureKind.BadImage => Of(422, "The picture cannot be read", "Send another picture: JPEG, PNG, WebP, GIF, TIFF or BMP, whole and within the limits."),
        FailureKind.Unavailable => Of(503, "A part of the cluster does not answer now", "Wait as long as Retry-After says and ask again; if it goes on, look at /health.", retryAfter: 5),
        FailureKind.Overloaded => Of(503, "Too much is asked at once", "Wait as long as Retry-After says and ask again, more slowly; if it goes on, more machines are needed.", retryAfter: 1),
        FailureKind.LeaseLost => Of(503, "The work has moved elsewhere", "Ask again: the work has moved to another place.", retryAfter: 1),
        FailureKind.Unsettled => Of(503, "The cluster is settling", "Ask again in a moment: parts of the cluster are finding each other again.", retryAfter: 2),
        FailureKind.StorageFull => Of(507, "The store has no room left", "Whoever runs the cluster has to make room on the disk of the store."),
        FailureKind.TimedOut => Of(504, "It took too long", "Ask again, or for less: fewer answers, a smaller batch.", retryAfter: 5),
        FailureKind.Gone => Of(404, "The image is no longer there", "The image was deleted at its source; run the job again to have the collection follow."),
        FailureKind.Forbidden => Of(403, "The source refuses access to the image", "Give the cluster the right to read the source."),
        FailureKind.Takedown => Of(409, "The image was taken down", "A person had it taken down, and it stays out; leave it out, too."),
        _ when kind.IsQuarantineReason() => Of(422, "The picture cannot be used", "Mend or replace the picture at its source and run the job again, with retry for what was set aside."),
        _ => Of(500, "Something went wrong in the gateway", "Not a fault of the request. Tell whoever runs the cluster the trace id of the answer; its log has the rest."),
    };

    private static ProblemKind Of(int status, string title, string advice, int? retryAfter = null) => new(status, "", title, advice, retryAfter);
}
