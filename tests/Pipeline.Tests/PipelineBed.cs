using Cluster.Corpora;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;
using Cluster.Encoders;
using Cluster.Encoders.Manifests;
using Cluster.Imaging;
using Cluster.TestSupport;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Pipeline.Tests;

/// <summary>One folder of small pictures, and the pipeline over the real rooms, with faults where a test wants them.</summary>
internal sealed class PipelineBed : IAsyncDisposable
{
    private static readonly CorpusId Corpus = new("bed");
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly EmbeddedVectorIndex _index;
    private readonly CorpusSpec _spec;

    private PipelineBed()
    {
        _services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddCorpora().AddImaging().BuildServiceProvider();
        _index = new EmbeddedVectorIndex(new EmbeddedVectorIndexOptions { Path = _folder.Path("vectors.db") }, NullLogger<EmbeddedVectorIndex>.Instance);
        Directory.CreateDirectory(_folder.Path("pictures"));
        _spec = new CorpusSpec(Corpus, "folder", _folder.Path("pictures"));
        Source = new FaultySource(_services.GetRequiredService<CorpusSources>().Open(_spec));
        Index = new FaultyIndex(_index);
        Shard = new TileShard(new EncoderManifest
        {
            Id = new("tile"), Space = Target.Space, Folder = "", Family = EncoderFamily.Clip, Dimension = Target.Dimension,
            Preprocessing = new() { Width = 8, Height = 8, Mean = new(0, 0, 0), Std = new(1, 1, 1) },
        });
    }

    public static LiveCollection Target { get; } = new(new("photos"), new("photos-1"), new("tile"), new("space"), 8, 1);

    public FaultySource Source { get; }

    public FaultyIndex Index { get; }

    public TileShard Shard { get; }

    public RecordedCheckpoints Checkpoints { get; set; } = new();

    public PipelineOptions Options { get; set; } = new() { BatchSize = 8, RetryDelay = TimeSpan.FromMilliseconds(1), CheckpointPeriod = TimeSpan.FromMinutes(1), LookupSize = 16 };

    public static async Task<PipelineBed> WithPicturesAsync(int count)
    {
        var bed = new PipelineBed();
        await bed.Index.CreateCollectionAsync(new CollectionSpec(Target.Collection, Target.Space, Target.Dimension), default);
        for (var i = 0; i < count; i++)
        {
            bed.Write(Key(i), TinyPng.OfColour(8, 8, Colour(i).Red, Colour(i).Green, Colour(i).Blue));
        }

        return bed;
    }

    /// <summary>The key of a picture; listing order is the order of the numbers.</summary>
    public static string Key(int picture) => $"{picture:D5}.png";

    /// <summary>The colour of a picture; no two of the first 65,536 share one.</summary>
    public static (byte Red, byte Green, byte Blue) Colour(int picture) => ((byte)picture, (byte)(picture >> 8), 77);

    public static PointId Id(int picture) => PointId.For(Corpus, new BlobKey(Key(picture)));

    public void Write(string key, byte[] bytes) => File.WriteAllBytes(_folder.Path("pictures", key), bytes);

    public async Task<PipelineEnd> RunAsync(string job = "job", int interval = 16, CancellationToken stop = default)
    {
        var partition = await Source.ListPartitionsAsync(null, CancellationToken.None).SingleAsync(CancellationToken.None);
        var pipeline = new EmbeddingPipeline(
            Microsoft.Extensions.Options.Options.Create(Options), TimeProvider.System, new PipelineInstruments(new PlainMeterFactory()),
            NullLogger<EmbeddingPipeline>.Instance);
        var run = new PipelineRun(new JobId(job), Corpus, partition, Checkpoints.Last, Target, interval);
        return await pipeline.RunAsync(
            run, new PipelineParts(Source, _services.GetRequiredService<IImagePreprocessor>(), Shard, Index, Checkpoints), stop).WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    /// <summary>Makes sure that the index holds the points of exactly these pictures, each with the embedding of its colour.</summary>
    public async Task AssertHoldsAsync(IEnumerable<int> pictures)
    {
        var expected = pictures.ToList();
        Assert.Equal(expected.Count, (int)await Index.CountAsync(Target.Collection, null, default));
        var found = await Index.GetAsync(Target.Collection, [.. expected.Select(Id)], new PointSelector(true, null), default);
        Assert.Equal(expected.Count, found.Count);
        var want = new float[Target.Dimension];
        foreach (var (picture, point) in expected.Zip(found))
        {
            TileShard.Embed(Colour(picture), nan: false, want);
            Assert.Equal(Id(picture), point.Id);
            Assert.Equal(want, point.Vector!.Value.ToArray());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
