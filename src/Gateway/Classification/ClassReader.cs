using Cluster.Domain.Classification;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Classification;

/// <summary>Checks classes, categories and pictures of a request.</summary>
internal static class ClassReader
{
    private const int MaxLabels = 1_000;
    private const int MaxExamples = 1_000;
    private const int MaxSubjects = 100;
    private const int MaxCategories = 50;

    /// <summary>Classes in words; null where they are given by examples.</summary>
    /// <exception cref="FailureException">InvalidRequest.</exception>
    public static LabelSet? ReadLabels(ClassesRequest request)
    {
        Require((request.Labels is null) != (request.Examples is null), "None or both of labels and examples are given; give one.");
        Require(request.Method is null or "prototypes" or "probe", "$.method is neither 'prototypes' nor 'probe'.");
        Require(request.Method is null || request.Examples is not null, "$.method is for examples; leave it out with labels.");
        Require(request.Templates is null || request.Labels is not null, "$.templates are for labels; leave them out with examples.");
        if (request.Labels is not { } labels)
        {
            return null;
        }

        RequireAtMost("$.labels", labels, MaxLabels);
        Require(labels.All(static label => label is { Label: not null }), "$.labels holds a null.");
        var set = new LabelSet([.. labels.Select(static label => new LabelPrompts(label.Label, label.Phrases ?? []))], request.Templates ?? []);
        return set.Check() is { } wrong ? throw new FailureException(wrong) : set;
    }

    /// <summary>Classes by examples, each with what it is an example of.</summary>
    /// <exception cref="FailureException">InvalidRequest or TooLarge.</exception>
    public static IReadOnlyList<(string Label, Example Example)> ReadExamples(ClassesRequest request, GatewayOptions limits)
    {
        RequireAtMost("$.examples", request.Examples, MaxExamples);
        Require(request.Examples!.All(static example => !string.IsNullOrWhiteSpace(example?.Label)), "$.examples holds a null or a blank label.");
        var examples = ExampleReader.Read(
            [.. request.Examples!.Select(static example => new ExampleRequest { Text = example.Text, Image = example.Image, Id = example.Id, Key = example.Key })],
            "$.examples",
            MaxExamples,
            limits);
        return [.. request.Examples!.Zip(examples, static (example, read) => (example.Label, read))];
    }

    /// <summary>The pictures.</summary>
    /// <exception cref="FailureException">InvalidRequest or TooLarge.</exception>
    public static IReadOnlyList<Example> ReadSubjects(IReadOnlyList<SubjectRequest> subjects, GatewayOptions limits)
    {
        Require(subjects.Count > 0, "$.subjects is empty.");
        Require(subjects.All(static subject => subject is not null), "$.subjects holds a null.");
        return ExampleReader.Read(
            [.. subjects.Select(static subject => new ExampleRequest { Image = subject.Image, Id = subject.Id, Key = subject.Key })], "$.subjects", MaxSubjects, limits);
    }

    /// <summary>The categories.</summary>
    /// <exception cref="FailureException">InvalidRequest.</exception>
    public static IReadOnlyList<ModerationCategory> ReadCategories(IReadOnlyList<CategoryRequest> categories)
    {
        RequireAtMost("$.categories", categories, MaxCategories);
        Require(categories.Count > 0, "$.categories is empty.");
        Require(categories.All(static category => category is { Name: not null, Positive: not null }), "$.categories holds a null.");
        return [.. categories.Select(static (category, i) =>
        {
            RequireWithin($"$.categories[{i}].threshold", category.Threshold, 0, 1);
            return new ModerationCategory(category.Name, category.Positive, category.Negative ?? [], category.Threshold ?? 0.5);
        })];
    }
}
