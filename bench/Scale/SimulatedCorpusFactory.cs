using Cluster.Corpora;
using Cluster.Domain.Corpora;

namespace Cluster.Bench.Scale;

/// <summary>Makes corpora of kind <c>simulated</c>; the location is the number of partitions.</summary>
internal sealed class SimulatedCorpusFactory : ICorpusSourceFactory
{
    public const string Name = "simulated";

    public string Kind => Name;

    public ICorpusSource Create(CorpusSpec corpus) => new SimulatedCorpus(int.Parse(corpus.Location), corpus.PartitionSize);
}
