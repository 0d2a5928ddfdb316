using Cluster.Domain.Outcomes;

namespace Cluster.Gateway.Jobs;

/// <summary>An image that a job set aside.</summary>
/// <param name="Key">The image's key in its corpus.</param>
/// <param name="Reason">Why: a stable code, such as <c>truncated</c>.</param>
/// <param name="Detail">What was wrong, for a person.</param>
/// <param name="ETag">The version that failed.</param>
/// <param name="FirstSeen">When this version failed first (UTC).</param>
/// <param name="Tries">How often it was tried.</param>
public sealed record QuarantineView(string Key, string Reason, string Detail, string ETag, DateTimeOffset FirstSeen, int Tries)
{
    /// <summary>Where what could be shown of it is, relative to the gateway; left out where there is nothing to see.</summary>
    public string? Thumbnail { get; init; }

    internal static QuarantineView Of(QuarantineRow row) => new(row.Key.Value, row.Reason.ToCode(), row.Detail, row.ETag, row.FirstSeen, row.Tries);
}
