using System.Globalization;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Encoders;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Reembedding;
using Cluster.Grains.Encoders;
using Cluster.Grains.Reembedding.Gates;
using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding;

/// <summary>Checks a re-embedding before it begins, and says what it will do and take.</summary>
public sealed class ReembeddingPlanner(
    IGrainFactory grains, IVectorIndex index, ClusterEncoders encoders, ClusterEmbedder embedder, TimeProvider time)
{
    private const int Tried = 32;
    private const int TriedAtOnce = 4;

    /// <summary>The kind of corpora whose reads and bytes are paid for.</summary>
    private const string Remote = "azure-blob";

    /// <summary>What is wrong with the request itself; null when nothing is.</summary>
    public static Failure? Refuse(ReembeddingSpec spec)
    {
        var what = spec switch
        {
            { ShadowShare: not (>= 0 and <= 1) } => "shadowShare must lie between 0 and 1.",
            { MaxPartitionsInFlight: < 1 or > 4_096 } => "maxPartitionsInFlight must lie between 1 and 4,096.",
            _ when spec.Retention < TimeSpan.Zero || spec.Retention > TimeSpan.FromDays(90) => "retention must lie between 0 and 90 days.",
            _ => spec.Gates.Refuse() ?? (spec.Labels is { } labels ? LabelledData.Read(labels).Failure?.Detail : null),
        };
        return what is null ? null : new Failure(FailureKind.InvalidRequest, what);
    }

    /// <summary>The new encoder.</summary>
    public Task<Outcome<EncoderDescription>> FindEncoderAsync(ReembeddingSpec spec, CancellationToken cancellationToken) => encoders.FindAsync(spec.Encoder, cancellationToken);

    /// <summary>What is live and how many points it has; Conflict when it is of that encoder already, or another generation is in the way.</summary>
    public async Task<Outcome<LiveSize>> FindLiveAsync(ReembeddingSpec spec, EncoderDescription encoder, CancellationToken cancellationToken)
    {
        var generations = await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).GenerationsAsync(cancellationToken);
        if (!generations.Succeeded)
        {
            return generations.Failure;
        }

        var live = generations.Value.Live;
        if (live.Space == encoder.Space)
        {
            return new Failure(FailureKind.Conflict, $"Collection '{spec.Collection}' is already live with encoder '{live.Encoder}' of that embedding space.");
        }

        if (generations.Value.Followers.FirstOrDefault() is { } other)
        {
            return new Failure(
                FailureKind.Conflict, $"Collection '{spec.Collection}' still has generation {other.Place.Generation} ({other.Role.ToString().ToLowerInvariant()}). Wait until it is retired.");
        }

        return new LiveSize(live, await index.CountAsync(live.Collection, filter: null, cancellationToken));
    }

    /// <summary>The plan, with the speed measured on a few pictures of the collection.</summary>
    public async Task<Outcome<ReembeddingPlan>> PlanAsync(ReembeddingSpec spec, CancellationToken cancellationToken)
    {
        if (Refuse(spec) is { } refusal)
        {
            return refusal;
        }

        var encoder = await FindEncoderAsync(spec, cancellationToken);
        if (!encoder.Succeeded)
        {
            return encoder.Failure;
        }

        var live = await FindLiveAsync(spec, encoder.Value, cancellationToken);
        if (!live.Succeeded)
        {
            return live.Failure;
        }

        try
        {
            var described = (await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).DescribeAsync(cancellationToken)).OrThrow();
            var (speed, meanBytes) = await SpeedAsync(live.Value.Live, encoder.Value, described.Corpora.ToDictionary(static corpus => corpus.Id), cancellationToken);
            return new ReembeddingPlan
            {
                Old = live.Value.Live,
                Encoder = encoder.Value.Id,
                Dimension = encoder.Value.Dimension,
                Points = live.Value.Points,
                ImagesPerSecond = speed,
                Building = speed > 0 ? TimeSpan.FromSeconds(live.Value.Points / speed) : null,
                VectorBytes = live.Value.Points * encoder.Value.Dimension * sizeof(float),
                Cores = Environment.ProcessorCount,
                ReadBytes = (long)(live.Value.Points * meanBytes),
                IsRemote = described.Corpora.Any(static corpus => corpus.Kind == Remote),
                Retention = spec.Retention,
                Steps = StepsOf(spec, described, live.Value, encoder.Value),
            };
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    private static IReadOnlyList<string> StepsOf(ReembeddingSpec spec, CollectionDescription described, LiveSize live, EncoderDescription encoder)
    {
        var text = CultureInfo.InvariantCulture;
        return
        [
            string.Create(text, $"make generation beside {live.Live.Collection}, {encoder.Dimension} dimensions"),
            .. described.Corpora.Select(corpus => $"embed corpus {corpus.Id} ({corpus.Kind}) with {encoder.Id}"),
            string.Create(text, $"bring {live.Points:N0} points in line, and keep them so: additions, patches and deletions reach both generations"),
            $"measure coverage, self-retrieval, index recall, neighbour overlap{(spec.Labels is null ? "" : ", labelled data")} and latency; a failed gate {(spec.Force ? "is recorded and does not stop" : "stops")} here",
            $"switch {spec.Collection} and its alias in the engine, once",
            $"keep the old generation in step for {spec.Retention}, for a rollback; then drop it",
        ];
    }

    private async Task<(double ImagesPerSecond, double MeanBytes)> SpeedAsync(LiveCollection live, EncoderDescription encoder, Dictionary<CorpusId, CorpusSpec> corpora, CancellationToken cancellationToken)
    {
        var page = await index.ScrollAsync(
            live.Collection, null, Tried, null, new PointSelector(false, [PayloadFields.Key, PayloadFields.Corpus]), cancellationToken);
        var (embedded, read, bytes) = (0, 0, 0L);
        var begun = 0L;
        for (var i = 0; i < page.Points.Count; i += TriedAtOnce)
        {
            var done = await Task.WhenAll(page.Points.Skip(i).Take(TriedAtOnce).Select(point => TryAsync(encoder, corpora, point, cancellationToken)));
            read += done.Count(static one => one is not null);
            bytes += done.Sum(static one => one ?? 0);
            // The first group loads and warms the encoder.
            if (i == 0)
            {
                begun = time.GetTimestamp();
            }
            else
            {
                embedded += done.Count(static one => one is not null);
            }
        }

        return (embedded == 0 ? 0 : embedded / time.GetElapsedTime(begun).TotalSeconds, read == 0 ? 0 : (double)bytes / read);
    }

    // The bytes of the picture; null where it could not be embedded.
    private async Task<long?> TryAsync(EncoderDescription encoder, Dictionary<CorpusId, CorpusSpec> corpora, StoredPoint point, CancellationToken cancellationToken)
    {
        if (point.Payload.GetValueOrDefault(PayloadFields.Key) is not PayloadValue.Text key
            || point.Payload.GetValueOrDefault(PayloadFields.Corpus) is not PayloadValue.Text corpus
            || !corpora.TryGetValue(new CorpusId(corpus.Value), out var spec))
        {
            return null;
        }

        return (await embedder.EmbedAsync(encoder.Id, new CorpusPicture(spec, new BlobKey(key.Value), encoder.Space), cancellationToken)).Value?.Bytes;
    }
}
