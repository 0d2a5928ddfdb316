using Cluster.Domain.Corpora;

namespace Cluster.Corpora;

/// <summary>Makes the source of one kind of corpus. One implementation is registered for each <see cref="CorpusSpec.Kind"/>.</summary>
public interface ICorpusSourceFactory
{
    /// <summary>The kind it serves.</summary>
    string Kind { get; }

    /// <summary>The source for a corpus of that kind.</summary>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">InvalidRequest when the location or an option is wrong.</exception>
    ICorpusSource Create(CorpusSpec corpus);
}
