using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora;

/// <summary>Opens a corpus with the source that serves its kind.</summary>
public sealed class CorpusSources
{
    /// <summary>The largest <see cref="CorpusSpec.PartitionSize"/> allowed, in images.</summary>
    public const int MaxPartitionSize = 10_000_000;

    private readonly Dictionary<string, ICorpusSourceFactory> _factories;

    /// <summary>Serves the kinds of <paramref name="factories"/>.</summary>
    public CorpusSources(IEnumerable<ICorpusSourceFactory> factories) =>
        _factories = factories.ToDictionary(static f => f.Kind, StringComparer.Ordinal);

    /// <summary>The kinds that can be opened, in order.</summary>
    public IReadOnlyList<string> Kinds => [.. _factories.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The source for <paramref name="corpus"/>. Touches neither disk nor network: <see cref="ICorpusSource.CheckAsync"/> does.</summary>
    /// <exception cref="FailureException">InvalidRequest when the name, kind, partition size, location or an option is wrong.</exception>
    public ICorpusSource Open(CorpusSpec corpus)
    {
        if (!NameRules.IsValid(corpus.Id.Value))
        {
            throw new FailureException(FailureKind.InvalidRequest, NameRules.Explain("The corpus name", corpus.Id.Value));
        }

        if (corpus.PartitionSize is < 1 or > MaxPartitionSize)
        {
            throw new FailureException(
                FailureKind.InvalidRequest, $"The partition size {corpus.PartitionSize} is not usable: give 1 to {MaxPartitionSize} images.");
        }

        return _factories.TryGetValue(corpus.Kind, out var factory)
            ? factory.Create(corpus)
            : throw new FailureException(
                FailureKind.InvalidRequest, $"There is no corpus of kind '{corpus.Kind}': use one of {string.Join(", ", Kinds)}.");
    }
}
