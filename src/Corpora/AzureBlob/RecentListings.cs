using Cluster.Domain.Corpora;

namespace Cluster.Corpora.AzureBlob;

/// <summary>
/// Keeps what a listing told while it was cut into partitions, so that a corpus of moderate size is listed once a job and not once to cut it
/// and once more to read it. Bounded in images and in time; without it the service is asked again.
/// </summary>
/// <remarks>What is taken is never older than the newest cut of the same corpus, and is given out once.</remarks>
internal sealed class RecentListings(TimeProvider time)
{
    /// <summary>Images kept for all corpora together, some 250 bytes each.</summary>
    private const int MaxImages = 131_072;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Corpus, CorpusPartition Partition), (List<CorpusImage> Images, DateTimeOffset Until)> _kept = [];
    private int _count;

    /// <summary>The listings of one corpus.</summary>
    public Of For(CorpusSpec corpus)
    {
        var options = string.Join('\n', corpus.Options.OrderBy(static o => o.Key, StringComparer.Ordinal).Select(static o => $"{o.Key}={o.Value}"));
        return new Of(this, $"{corpus.Id}\n{corpus.Location}\n{corpus.PartitionSize}\n{options}");
    }

    private bool HasRoom(int more)
    {
        lock (_gate)
        {
            return _count + more <= MaxImages;
        }
    }

    private List<CorpusImage>? Take(string corpus, CorpusPartition partition)
    {
        lock (_gate)
        {
            if (!_kept.Remove((corpus, partition), out var entry))
            {
                return null;
            }

            _count -= entry.Images.Count;
            return entry.Until > time.GetUtcNow() ? entry.Images : null;
        }
    }

    private void Keep(string corpus, CorpusPartition partition, List<CorpusImage>? images)
    {
        // An older listing of the partition goes even where there is no room for the new one.
        _ = Take(corpus, partition);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var (key, entry) in _kept.Where(e => e.Value.Until <= now).ToList())
            {
                _kept.Remove(key);
                _count -= entry.Images.Count;
            }

            if (images is not null && _count + images.Count <= MaxImages)
            {
                _kept[(corpus, partition)] = (images, now + Lifetime);
                _count += images.Count;
            }
        }
    }

    /// <summary>The listings of one corpus.</summary>
    internal sealed class Of(RecentListings all, string corpus)
    {
        /// <summary>Begins to gather what a cut lists.</summary>
        public Cut Begin() => new(all, corpus);

        /// <summary>The images of the partition, if they were listed just now; they are not kept any longer.</summary>
        public IReadOnlyList<CorpusImage>? Take(CorpusPartition partition) => all.Take(corpus, partition);
    }

    /// <summary>What a cut has listed of the partition that it is at.</summary>
    internal sealed class Cut(RecentListings all, string corpus)
    {
        private List<CorpusImage>? _images = [];

        /// <summary>Takes the next image, while there is room for it.</summary>
        public void Add(CorpusImage image)
        {
            if (_images is null)
            {
                return;
            }

            _images.Add(image);
            if (_images.Count % 1_024 == 0 && !all.HasRoom(_images.Count))
            {
                _images = null;
            }
        }

        /// <summary>The images so far are those of <paramref name="partition"/>.</summary>
        public void Keep(CorpusPartition partition)
        {
            all.Keep(corpus, partition, _images);
            _images = [];
        }
    }
}
