using System.Numerics.Tensors;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.Gateway.Retrieval;

/// <summary>Shows answers.</summary>
internal sealed class HitWriter(LiveCollection live, Refinement refinement)
{
    /// <summary>A hit; its explanation where that is asked.</summary>
    public HitView Write(Answer answer, ScoringPlan scoring, ResolvedExamples examples, IReadOnlyDictionary<PointId, ReadOnlyMemory<float>> vectors) =>
        Write(answer, refinement.Explain ? Explain(answer, scoring, examples, vectors) : null);

    /// <summary>A hit with an explanation, or without.</summary>
    public HitView Write(Answer answer, ExplanationView? explanation)
    {
        // The fields of the system itself are shown to those who name them.
        var point = answer.Point;
        var shown = point.Payload.Where(pair => refinement.Fields?.Contains(pair.Key) ?? !pair.Key.StartsWith('_'));
        return new HitView(
            point.Id.ToString(),
            point.Score,
            PointLinks.TextOf(point.Payload, PayloadFields.Key),
            PointLinks.TextOf(point.Payload, PayloadFields.Corpus),
            PayloadJson.Write(shown),
            PointLinks.ThumbnailOf(live.Alias, point.Payload))
        {
            Group = answer.Group is null ? null : PayloadJson.Write(answer.Group),
            Duplicates = refinement.CollapseAbove is null ? null : answer.Duplicates,
            Explanation = explanation,
        };
    }

    private static ExplanationView Explain(
        Answer answer, ScoringPlan scoring, ResolvedExamples examples, IReadOnlyDictionary<PointId, ReadOnlyMemory<float>> vectors) => new(
        scoring.Formula,
        [.. examples.All.Select(pair => new ContributionView(
            pair.Role,
            pair.Example.Name,
            pair.Example.Weight,
            TensorPrimitives.Dot(answer.Point.Vector!.Value.Span, (pair.Example.Vector ?? vectors[pair.Example.Point!.Value]).Span)))]);
}
