namespace Cluster.Client.Jobs;

/// <summary>An image that a job set aside.</summary>
/// <param name="Key">The image's key in its corpus.</param>
/// <param name="Reason">Why: a stable code, such as <c>truncated</c>.</param>
/// <param name="Detail">What was wrong, for a person.</param>
/// <param name="ETag">The version that failed.</param>
/// <param name="FirstSeen">When this version failed first (UTC).</param>
/// <param name="Tries">How often it was tried.</param>
public sealed record QuarantinedImage(string Key, string Reason, string Detail, string ETag, DateTimeOffset FirstSeen, int Tries);
