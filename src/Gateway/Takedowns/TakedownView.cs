namespace Cluster.Gateway.Takedowns;

/// <summary>What a takedown removed.</summary>
/// <param name="Number">Its number; the audit log names it.</param>
/// <param name="Images">Images that are taken down by it.</param>
/// <param name="Points">Points removed, over all generations.</param>
/// <param name="LakeRows">Rows removed from the lake.</param>
public sealed record TakedownView(long Number, int Images, long Points, long LakeRows);
