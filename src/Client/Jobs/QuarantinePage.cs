namespace Cluster.Client.Jobs;

internal sealed record QuarantinePage(IReadOnlyList<QuarantinedImage> Images, string? Next);
