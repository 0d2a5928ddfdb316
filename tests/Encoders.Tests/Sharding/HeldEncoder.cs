using Cluster.Domain.Identity;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Encoders.Tests.Sharding;

/// <summary>Both towers; a text's embedding is its length, a picture's its first byte. Holds its first picture until it is let go, so that a test can fill the queues meanwhile.</summary>
internal sealed class HeldEncoder : IImageEncoder, ITextEncoder
{
    public const string Poison = "poison";

    /// <summary>First byte of a picture at which the tower fails.</summary>
    public const byte PoisonByte = 255;
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _go = new(true);

    public EncoderManifest Manifest { get; } = new()
    {
        Id = new EncoderId("held@1"), Space = new EmbeddingSpaceId("s"), Folder = "", Family = EncoderFamily.Clip, Dimension = 1,
        Preprocessing = new PreprocessingSpec { Width = 1, Height = 1, Mean = new ChannelStatistics(0, 0, 0), Std = new ChannelStatistics(1, 1, 1) },
    };

    public int MaxBatch => 8;

    public List<int> TextBatches { get; } = [];

    public List<string> Order { get; } = [];

    public List<int> PictureBatches { get; } = [];

    public int ImageBatches => PictureBatches.Count;

    /// <summary>What is added to every picture's embedding.</summary>
    public float Value { get; init; }

    /// <summary>The shard's clock; moved on by what the pictures of a pass cost.</summary>
    public FakeTimeProvider Time { get; } = new();

    /// <summary>What a picture costs by that clock; zero leaves the shard without knowledge.</summary>
    public TimeSpan Cost { get; init; }

    /// <summary>Where the embedding of the picture that is held would go.</summary>
    public float[] Taken { get; } = new float[1];

    /// <summary>The call that is held.</summary>
    public Task? Held { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Returns once the shard's thread is inside the encoder.</summary>
    public async Task HoldAsync(EncoderShard shard)
    {
        _go.Reset();
        Held = shard.EncodeImagesAsync(new byte[3], 1, Taken, Lane.Query, CancellationToken.None);
        await _held.Task;
    }

    public void LetGo() => _go.Set();

    public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
    {
        _held.TrySetResult();
        _go.Wait();
        Time.Advance(Cost * count);
        if (tiles.ToArray().Chunk(3).Any(static tile => tile[0] == PoisonByte))
        {
            throw new InvalidDataException("poison");
        }

        PictureBatches.Add(count);
        Order.Add("images");
        for (var i = 0; i < count; i++)
        {
            embeddings[i] = Value + tiles[3 * i];
        }
    }

    public void Encode(IReadOnlyList<string> texts, Span<float> embeddings)
    {
        if (texts.Contains(Poison))
        {
            throw new InvalidDataException("poison");
        }

        Order.Add("texts");
        TextBatches.Add(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            embeddings[i] = texts[i].Length;
        }
    }

    public void Dispose() => IsDisposed = true;
}
