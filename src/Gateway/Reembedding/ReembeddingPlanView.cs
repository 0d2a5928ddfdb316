using Cluster.Contracts.Reembedding;

namespace Cluster.Gateway.Reembedding;

/// <summary>What a re-embedding would do, and what it would take.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="OldEncoder">What is live now.</param>
/// <param name="NewEncoder">The new encoder.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Points">Points to embed.</param>
/// <param name="ImagesPerSecond">Images a second that one machine embedded just now; 0 where it could not be measured.</param>
/// <param name="BuildingSeconds">Time of the building at that speed on one machine.</param>
/// <param name="VectorBytes">Bytes of the new generation's vectors, held beside the old ones until it is retired.</param>
/// <param name="Steps">What will happen.</param>
/// <param name="Cores">Cores of the machine that was measured.</param>
/// <param name="ReadBytes">Bytes of images to read, from the mean of those tried.</param>
/// <param name="IsRemote">Whether images lie in a storage account, whose requests and egress cost.</param>
/// <param name="RetentionSeconds">How long the old generation is kept beside the new one.</param>
public sealed record ReembeddingPlanView(
    string Collection,
    string OldEncoder,
    string NewEncoder,
    int Dimension,
    long Points,
    double ImagesPerSecond,
    double? BuildingSeconds,
    long VectorBytes,
    IReadOnlyList<string> Steps,
    int Cores,
    long ReadBytes,
    bool IsRemote,
    double RetentionSeconds)
{
    internal static ReembeddingPlanView Of(ReembeddingPlan plan) => new(
        plan.Old.Alias.Value,
        plan.Old.Encoder.Value,
        plan.Encoder.Value,
        plan.Dimension,
        plan.Points,
        plan.ImagesPerSecond,
        plan.Building?.TotalSeconds,
        plan.VectorBytes,
        plan.Steps,
        plan.Cores,
        plan.ReadBytes,
        plan.IsRemote,
        plan.Retention.TotalSeconds);
}
