using System.Security.Cryptography;
using System.Text;
using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Classification;

/// <summary>The classes of a zero-shot classification and the templates their prompts are made of.</summary>
/// <param name="Labels">The classes, in the order of the answer's ties.</param>
/// <param name="Templates">Sentences with <see cref="PromptTemplates.Place"/> where the name goes; empty for <see cref="PromptTemplates.Photo"/>.</param>
[GenerateSerializer, Immutable, Alias("cluster.label-set")]
public sealed record LabelSet([property: Id(0)] IReadOnlyList<LabelPrompts> Labels, [property: Id(1)] IReadOnlyList<string> Templates)
{
    /// <summary>The most classes of a set.</summary>
    public const int MaxLabels = 10_000;

    /// <summary>The most prompts a set may make: each is a pass of the text tower.</summary>
    public const int MaxPrompts = 100_000;

    /// <summary>The longest label, phrase or template, in characters.</summary>
    public const int MaxTextLength = 1_000;

    /// <summary>A set of plain labels under the usual template.</summary>
    public static LabelSet Of(params IReadOnlyList<string> labels) => new([.. labels.Select(static label => new LabelPrompts(label))], []);

    /// <summary>The templates in use, at least one.</summary>
    public IReadOnlyList<string> UsedTemplates => Templates.Count > 0 ? Templates : PromptTemplates.Photo;

    /// <summary>Every prompt, class by class; <see cref="PromptCounts"/> says how many belong to each.</summary>
    public IEnumerable<string> Prompts() =>
        Labels.SelectMany(label => label.Names.SelectMany(name => UsedTemplates.Select(template => PromptTemplates.Fill(template, name))));

    /// <summary>Prompts of each class, in the order of <see cref="Labels"/>.</summary>
    public IReadOnlyList<int> PromptCounts() => [.. Labels.Select(label => label.Names.Count * UsedTemplates.Count)];

    /// <summary>A hash over labels and prompts: equal sets make equal heads.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var label in Labels)
        {
            Add(label.Label);
            foreach (var name in label.Names)
            {
                Add(name);
            }

            hash.AppendData([1]);
        }

        foreach (var template in UsedTemplates)
        {
            Add(template);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // The zero byte is in no label that Check lets through, so that no two sets run together.
        void Add(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }
    }

    /// <summary>What is wrong with the set; null when it can be used.</summary>
    public Failure? Check()
    {
        if (Labels.Count is 0 or > MaxLabels)
        {
            return Wrong($"A classification has 1 to {MaxLabels} labels; there are {Labels.Count}.");
        }

        if (Labels.Select(static label => label.Label).GroupBy(static label => label, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice)
        {
            return Wrong($"The label '{twice.Key}' is there twice.");
        }

        if (Labels.SelectMany(static label => label.Phrases.Prepend(label.Label)).Concat(Templates).Any(static text => string.IsNullOrWhiteSpace(text) || text.Length > MaxTextLength || text.Contains('\0', StringComparison.Ordinal)))
        {
            return Wrong($"Labels, phrases and templates have 1 to {MaxTextLength} characters, not only blanks, and no zero character.");
        }

        if (Templates.FirstOrDefault(static template => !template.Contains(PromptTemplates.Place, StringComparison.Ordinal)) is { } without)
        {
            return Wrong($"The template '{without}' has no {PromptTemplates.Place} for the name of the class.");
        }

        var prompts = Labels.Sum(label => (long)label.Names.Count * UsedTemplates.Count);
        return prompts > MaxPrompts ? Wrong($"Labels, phrases and templates make {prompts} prompts; at most {MaxPrompts} are allowed.") : null;
    }

    private static Failure Wrong(string detail) => new(FailureKind.InvalidRequest, detail);
}
