using System.Numerics.Tensors;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex;

namespace Cluster.Pipeline.Writing;

/// <summary>
/// Points that are in the index and not in the lake: what this very job wrote before a crash, and what a job without a lake wrote. They are not encoded again;
/// their embeddings are fetched from the index.
/// </summary>
internal sealed class StoredEmbeddings(PipelineRun run, IVectorIndex index, TransientRetry retry)
{
    /// <summary>Whether the embedding of a point that this job has written is still to go into the lake.</summary>
    public bool Lacks(string job) => run.LakeJobs is { } jobs && (job == run.Job.Value || !jobs.Contains(job));

    /// <summary>The points, by id.</summary>
    public async Task<IReadOnlyDictionary<PointId, EmbeddedPoint>> FetchAsync(IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<PointId, EmbeddedPoint>();
        }

        var points = await retry.RunAsync(token => index.GetAsync(run.Target.Collection, ids, PointSelector.Everything, token), cancellationToken);
        return points.ToDictionary(static point => point.Id, static point => new EmbeddedPoint(point.Id, Rounded(point.Vector!.Value.Span), point.Payload));
    }

    /// <summary>A vector in half precision.</summary>
    public static Half[] Rounded(ReadOnlySpan<float> vector)
    {
        var rounded = new Half[vector.Length];
        TensorPrimitives.ConvertToHalf(vector, rounded);
        return rounded;
    }
}
