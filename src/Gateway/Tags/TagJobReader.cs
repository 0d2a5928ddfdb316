using Cluster.Contracts.Encoders;
using Cluster.Contracts.Tags;
using Cluster.Gateway.Classification;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;
using Microsoft.Extensions.Options;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Tags;

/// <summary>Turns a request into a tag job, having learnt from its examples, or says what is wrong with it.</summary>
internal sealed class TagJobReader(CollectionReader collections, Classifier classifier, IOptions<GatewayOptions> limits)
{
    private const int MaxLabels = 200;

    /// <summary>The tag job.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="digest">Knows the request again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Domain.Outcomes.FailureException">InvalidRequest with the field that is wrong, or whatever stands in the way of learning.</exception>
    public async Task<TagJobSpec> ReadAsync(TagJobRequest request, string digest, CancellationToken cancellationToken)
    {
        Require(request.Field is { Length: > 0 and <= 100 } && request.Field[0] != '_', "$.field has not 1 to 100 characters, or begins with an underscore as the system's own do.");
        RequireWithin("$.minProbability", request.MinProbability, 0, 1);
        RequireWithin("$.top", request.Top, 1, 100);
        var spec = new TagJobSpec(CollectionReader.NameOf(request.Collection), request.Field)
        {
            MinProbability = request.MinProbability ?? 0,
            Top = request.Top ?? 1,
            Filter = request.Filter is null ? null : FilterReader.Read(request.Filter),
            Request = digest,
        };
        return request.Categories is null
            ? await WithClassesAsync(spec, request, cancellationToken)
            : await WithCategoriesAsync(spec, request, cancellationToken);
    }

    private async Task<TagJobSpec> WithCategoriesAsync(TagJobSpec spec, TagJobRequest request, CancellationToken cancellationToken)
    {
        Require(
            request is { Labels: null, Examples: null, Templates: null, Method: null, Top: null, MinProbability: null },
            "$.categories stand alone: leave out labels, examples, templates, method, top and minProbability; each category has a threshold of its own.");
        var categories = ClassReader.ReadCategories(request.Categories!);

        // Whether the encoder can judge by such sentences is asked now, with nothing to judge, and not found out by the job.
        var live = await collections.LiveAsync(spec.Collection.Value, cancellationToken);
        await classifier.ModerateAsync(live, categories, new EmbeddingBlock(live.Space, live.Dimension, ReadOnlyMemory<float>.Empty), cancellationToken);
        return spec with { Categories = categories };
    }

    private async Task<TagJobSpec> WithClassesAsync(TagJobSpec spec, TagJobRequest request, CancellationToken cancellationToken)
    {
        if (ClassReader.ReadLabels(request) is { } labels)
        {
            RequireAtMost("$.labels", request.Labels, MaxLabels);
            return spec with { Labels = labels };
        }

        var examples = ClassReader.ReadExamples(request, limits.Value);
        RequireAtMost("The classes of $.examples", [.. examples.Select(static pair => pair.Label).Distinct()], MaxLabels);
        var live = await collections.LiveAsync(spec.Collection.Value, cancellationToken);
        return spec with { Head = await classifier.LearnAsync(live, examples, request.Method == "probe", cancellationToken) };
    }
}
