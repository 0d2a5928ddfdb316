using Cluster.Domain.Corpora;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora;

/// <summary>Reads <see cref="CorpusSpec.Options"/>: refuses what a source does not know, so that a misspelt option is not silently ignored.</summary>
internal sealed class CorpusOptions
{
    private readonly CorpusSpec _corpus;

    /// <summary>Reads the options of <paramref name="corpus"/>, of which only those in <paramref name="known"/> may be there.</summary>
    public CorpusOptions(CorpusSpec corpus, params ReadOnlySpan<string> known)
    {
        _corpus = corpus;
        foreach (var name in corpus.Options.Keys)
        {
            if (!known.Contains(name))
            {
                throw new FailureException(
                    FailureKind.InvalidRequest,
                    $"A corpus of kind '{corpus.Kind}' has no option '{name}': it knows {string.Join(", ", known.ToArray())}.");
            }
        }
    }

    /// <summary>The option's text, trimmed; null when it is absent or blank.</summary>
    public string? Text(string name) =>
        _corpus.Options.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The option as a comma-separated list; empty when it is absent.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The fault of an option that cannot be used.</summary>
    public FailureException Wrong(string name, string whatToDo) =>
        new(FailureKind.InvalidRequest, $"The option '{name}' of corpus '{_corpus.Id}' is not usable: {whatToDo}");
}
