namespace Cluster.Gateway.Jobs;

/// <summary>Some of the images that a job set aside.</summary>
/// <param name="Images">The images, with their reasons.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record QuarantineList(IReadOnlyList<QuarantineView> Images, string? Next);
