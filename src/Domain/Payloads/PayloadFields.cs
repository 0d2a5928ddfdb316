namespace Cluster.Domain.Payloads;

/// <summary>The payload fields that the system itself writes. They start with an underscore; a user's own fields may not.</summary>
public static class PayloadFields
{
    /// <summary>The key of the image in its corpus.</summary>
    public const string Key = "_key";

    /// <summary>The corpus of the image.</summary>
    public const string Corpus = "_corpus";

    /// <summary>The version tag that the listing gave (ETag, or size and time of a file).</summary>
    public const string ETag = "_etag";

    /// <summary>SHA-256 of the image's bytes, lower-case hex.</summary>
    public const string ContentHash = "_content_hash";

    /// <summary>Width of the stored image in pixels.</summary>
    public const string Width = "_width";

    /// <summary>Height of the stored image in pixels.</summary>
    public const string Height = "_height";

    /// <summary>The job that wrote the point.</summary>
    public const string Job = "_job";

    /// <summary>The embedding space of the vector.</summary>
    public const string Space = "_space";
}
