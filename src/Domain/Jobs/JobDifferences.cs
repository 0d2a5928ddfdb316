using Cluster.Domain.Corpora;

namespace Cluster.Domain.Jobs;

/// <summary>Whether two jobs ask for the same: a submission sent again meets the first one's job only then.</summary>
public static class JobDifferences
{
    /// <summary>What <paramref name="one"/> and <paramref name="other"/> differ in, in the words of a submission; empty when they ask for the same.</summary>
    public static IReadOnlyList<string> Between(JobSpec one, JobSpec other)
    {
        List<string> found = [];
        Compare("corpus.name", one.Corpus.Id == other.Corpus.Id);
        Compare("collection", one.Collection == other.Collection);
        Compare("encoder", one.Encoder == other.Encoder);
        Compare("generation", one.Generation == other.Generation);
        if (one.Generation is not null)
        {
            // A re-embedding finds its own jobs again, however the corpus is described by now.
            return found;
        }

        found.AddRange(Between(one.Corpus, other.Corpus));
        Compare("checkpointInterval", one.CheckpointInterval == other.CheckpointInterval);
        Compare("maxPartitionsInFlight", one.MaxPartitionsInFlight == other.MaxPartitionsInFlight);
        Compare("weight", one.Weight.Equals(other.Weight));
        Compare("maxImagesPerSecond", Nullable.Equals(one.MaxImagesPerSecond, other.MaxImagesPerSecond));
        Compare("maxDeletedShare", one.MaxDeletedShare.Equals(other.MaxDeletedShare));
        Compare("lake", one.Lake == other.Lake);
        Compare("retry", one.Retry == other.Retry);
        return found;

        void Compare(string name, bool same)
        {
            if (!same)
            {
                found.Add(name);
            }
        }
    }

    private static IEnumerable<string> Between(CorpusSpec one, CorpusSpec other)
    {
        if (one.Kind != other.Kind)
        {
            yield return "corpus.kind";
        }

        if (one.Location != other.Location)
        {
            yield return "corpus.location";
        }

        if (one.PartitionSize != other.PartitionSize)
        {
            yield return "corpus.partitionSize";
        }

        if (one.Options.Count != other.Options.Count || one.Options.Any(option => !other.Options.TryGetValue(option.Key, out var value) || value != option.Value))
        {
            yield return "corpus.options";
        }
    }
}
