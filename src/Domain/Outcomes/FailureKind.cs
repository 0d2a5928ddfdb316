namespace Cluster.Domain.Outcomes;

/// <summary>Every expected fault of the system, as a closed set. One table maps it to HTTP, another to retries.</summary>
/// <remarks>Numbers are stable: they are stored in ledgers and travel in messages. Never reuse one.</remarks>
public enum FailureKind
{
    /// <summary>No failure.</summary>
    None = 0,

    // Reasons for quarantine: facts about one image.

    /// <summary>The file ends before the picture does.</summary>
    Truncated = 1,

    /// <summary>An image in a format, or a variant of one, that no decoder here reads.</summary>
    UnsupportedFormat = 2,

    /// <summary>The bytes are not an image at all (empty, text, other data) or are damaged beyond reading.</summary>
    NotAnImage = 3,

    /// <summary>The header announces more pixels than the limit.</summary>
    TooManyPixels = 4,

    /// <summary>The blob is larger than the limit.</summary>
    TooManyBytes = 5,

    /// <summary>A side is shorter than the limit.</summary>
    TooSmall = 6,

    /// <summary>The blob was listed but is no longer there.</summary>
    Gone = 7,

    /// <summary>The source refused access to the blob.</summary>
    Forbidden = 8,

    /// <summary>Reading or decoding took longer than the limit.</summary>
    TimedOut = 9,

    /// <summary>The encoder gave NaN, infinity or a zero vector.</summary>
    NonFiniteEmbedding = 10,

    /// <summary>The encoder failed on this image alone, after its batch was bisected.</summary>
    EncoderRefused = 11,

    /// <summary>The sides differ by more than the limit allows.</summary>
    ExtremeAspect = 12,

    /// <summary>The file holds more frames than the limit.</summary>
    TooManyFrames = 13,

    /// <summary>A person had the image taken down; later jobs leave it out.</summary>
    Takedown = 14,

    // Faults of a request.

    /// <summary>A value of the request is wrong.</summary>
    InvalidRequest = 100,

    /// <summary>No such corpus folder or container.</summary>
    CorpusNotFound = 101,

    /// <summary>No such encoder.</summary>
    EncoderNotFound = 102,

    /// <summary>The model folder lacks a file or has one that does not fit.</summary>
    ModelIncomplete = 103,

    /// <summary>No such collection.</summary>
    CollectionNotFound = 104,

    /// <summary>The collection holds vectors of another embedding space.</summary>
    SpaceMismatch = 105,

    /// <summary>No such point.</summary>
    PointNotFound = 106,

    /// <summary>No such job.</summary>
    JobNotFound = 107,

    /// <summary>The state of the thing does not allow what was asked.</summary>
    Conflict = 108,

    /// <summary>The request or its body is over a limit.</summary>
    TooLarge = 109,

    /// <summary>The uploaded bytes are not a picture that can be encoded.</summary>
    BadImage = 110,

    /// <summary>No such API key.</summary>
    KeyNotFound = 111,

    /// <summary>The caller's key does not allow this.</summary>
    NotAllowed = 112,

    /// <summary>Nothing is known of the shopper.</summary>
    ShopperNotFound = 113,

    // Faults of the machinery, which pass.

    /// <summary>The source, index or encoder does not answer now.</summary>
    Unavailable = 200,

    /// <summary>Too much is asked at once; try again after a while.</summary>
    Overloaded = 201,

    /// <summary>The lease was lost to a newer holder.</summary>
    LeaseLost = 202,

    /// <summary>The store has no room left.</summary>
    StorageFull = 203,

    /// <summary>Parts of the cluster do not reach each other now: a silo has died, or state cannot be written. It settles by itself.</summary>
    Unsettled = 204,
}
