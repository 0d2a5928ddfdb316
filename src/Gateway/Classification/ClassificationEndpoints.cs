using Cluster.Domain.Access;
using Cluster.Domain.Classification;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Classification;

/// <summary>What pictures and stored points are: by words, by examples, and moderation.</summary>
internal static class ClassificationEndpoints
{
    private const int DefaultTop = 5;

    public static void Map(RouteGroupBuilder v1, GatewayOptions limits)
    {
        var collections = v1.MapGroup("/collections/{collection}").WithTags("Classification").Needs(AccessScope.Read)
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + (limits.MaxImageBytes * 4L / 3)));
        collections.MapPost("/classify", ClassifyAsync)
            .WithName("Classify").WithSummary("What pictures or stored points are, by labels in words (zero-shot) or by examples (few-shot)")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        collections.MapPost("/moderate", ModerateAsync)
            .WithName("Moderate").WithSummary("Whether pictures or stored points show what a shop does not want, by sentences for and against")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<ClassifyAnswer> ClassifyAsync(
        string collection, ClassifyRequest request, CollectionReader collections, Classifier classifier, IOptions<GatewayOptions> limits, CancellationToken cancellationToken)
    {
        RequestRules.RequireWithin("$.top", request.Top, 1, 1_000);
        var top = request.Top ?? DefaultTop;
        var labels = ClassReader.ReadLabels(request);
        var examples = labels is null ? ClassReader.ReadExamples(request, limits.Value) : [];
        var subjects = ClassReader.ReadSubjects(request.Subjects, limits.Value);
        var live = await collections.LiveAsync(collection, cancellationToken);
        var (vectors, ids) = await classifier.VectorsAsync(live, subjects, cancellationToken);
        IReadOnlyList<IReadOnlyList<LabelScore>> rows;
        if (labels is not null)
        {
            rows = await classifier.ByWordsAsync(live, labels, vectors, top, cancellationToken);
        }
        else
        {
            var head = await classifier.LearnAsync(live, examples, request.Method == "probe", cancellationToken);
            rows = [.. Enumerable.Range(0, vectors.Count).Select(row => head.Classify(vectors.Row(row).Span, top))];
        }

        return new ClassifyAnswer(
            live.Alias.Value,
            live.Encoder.Value,
            [.. rows.Select((row, i) => new ClassifiedView(ids[i]?.ToString(), [.. row.Select(static score => new LabelScoreView(score.Label, score.Probability))]))]);
    }

    private static async Task<ModerateAnswer> ModerateAsync(
        string collection, ModerateRequest request, CollectionReader collections, Classifier classifier, IOptions<GatewayOptions> limits, CancellationToken cancellationToken)
    {
        var categories = ClassReader.ReadCategories(request.Categories);
        var subjects = ClassReader.ReadSubjects(request.Subjects, limits.Value);
        var live = await collections.LiveAsync(collection, cancellationToken);
        var (vectors, ids) = await classifier.VectorsAsync(live, subjects, cancellationToken);
        var rows = await classifier.ModerateAsync(live, categories, vectors, cancellationToken);
        return new ModerateAnswer(
            live.Alias.Value,
            live.Encoder.Value,
            [
                .. rows.Select((row, i) => new ModeratedView(
                    ids[i]?.ToString(), row.Any(static verdict => verdict.Flagged), [.. row.Select(static verdict => new VerdictView(verdict.Category, verdict.Probability, verdict.Flagged))])),
            ]);
    }
}
