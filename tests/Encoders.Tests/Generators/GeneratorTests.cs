using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Generators;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Cluster.TestSupport;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Encoders.Tests.Generators;

public sealed class GeneratorTests
{
    private static readonly IImagePreprocessor Preprocessor = new ServiceCollection().AddImaging().BuildServiceProvider().GetRequiredService<IImagePreprocessor>();

    [Fact]
    public async Task Texts_and_pictures_come_out_as_the_shard_makes_them()
    {
        await using var shard = await ShardAsync("openclip-vit");
        var texts = await shard.AsTextGenerator().GenerateAsync(["a cat", "a dog"], cancellationToken: TestContext.Current.CancellationToken);
        var expected = new float[2 * shard.Manifest.Dimension];
        await shard.EncodeTextsAsync(["a cat", "a dog"], expected, TestContext.Current.CancellationToken);
        Assert.Equal(expected, texts.SelectMany(static e => e.Vector.ToArray()));
        Assert.All(texts, embedding => Assert.Equal(shard.Manifest.Id.Value, embedding.ModelId));

        var bytes = await File.ReadAllBytesAsync(SharedData.Path("goldens", "images", "photo_cat.png"), TestContext.Current.CancellationToken);
        var pictures = await shard.AsImageGenerator(Preprocessor).GenerateAsync(
            Enumerable.Repeat(new DataContent(bytes, "image/png"), 18), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(18, pictures.Count);
        var golden = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(SharedData.Path("goldens", "models", "openclip-vit", "goldens.json"), TestContext.Current.CancellationToken))
            .RootElement.GetProperty("image");
        var row = golden.GetProperty("images").EnumerateArray().ToList().FindIndex(static name => name.GetString() == "photo_cat.png");
        var wanted = golden.GetProperty("normalised")[row].EnumerateArray().Select(static v => v.GetSingle());
        Assert.Equal(wanted, pictures[17].Vector.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public async Task OpenTelemetry_middleware_tells_of_every_call()
    {
        await using var shard = await ShardAsync("openclip-vit");
        var source = $"generators-{Guid.NewGuid():n}";
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == source, Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var durations = new List<string?>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, m) => { if (instrument.Meter.Name == source) { m.EnableMeasurementEvents(instrument); } } };
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => durations.Add(instrument.Name));
        meters.Start();

        using var generator = shard.AsTextGenerator().AsBuilder().UseOpenTelemetry(sourceName: source).Build();
        await generator.GenerateAsync(["a cat"], cancellationToken: TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<FailureException>(() => generator.GenerateAsync(["a cat"], new EmbeddingGenerationOptions { Dimensions = 3 }, TestContext.Current.CancellationToken));
        Assert.Equal(2, spans.Count);
        Assert.Equal($"embeddings {shard.Manifest.Id}", spans[0].DisplayName);
        Assert.Equal("embedding-cluster", spans[0].GetTagItem("gen_ai.provider.name") ?? spans[0].GetTagItem("gen_ai.system"));
        Assert.Equal(ActivityStatusCode.Error, spans[1].Status);
        Assert.Contains("gen_ai.client.operation.duration", durations);
    }

    [Fact]
    public async Task What_the_encoder_cannot_do_is_refused()
    {
        await using var shard = await ShardAsync("openclip-rn");
        Assert.Throws<FailureException>(shard.AsTextGenerator);
        var generator = shard.AsImageGenerator(Preprocessor);
        var bad = await Assert.ThrowsAsync<FailureException>(() => generator.GenerateAsync([new DataContent("text"u8.ToArray(), "image/png")], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(FailureKind.BadImage, bad.Failure.Kind);
        await Assert.ThrowsAsync<FailureException>(() => generator.GenerateAsync([], new EmbeddingGenerationOptions { ModelId = "other" }, TestContext.Current.CancellationToken));
        Assert.Empty(await generator.GenerateAsync([], new EmbeddingGenerationOptions { ModelId = "openclip-rn" }, TestContext.Current.CancellationToken));
        Assert.Equal(64, (generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata)?.DefaultModelDimensions);
        Assert.Same(shard, generator.GetService(typeof(IEncoderShard)));
    }

    private static async Task<EncoderShard> ShardAsync(string model)
    {
        var folder = SharedData.Path("goldens", "models", model);
        var catalog = new EncoderCatalog(Microsoft.Extensions.Options.Options.Create(new EncoderCatalogOptions { ModelFolders = [folder] }));
        var manifest = (await catalog.FindAsync(model, TestContext.Current.CancellationToken)).OrThrow();
        var factory = ModelBed.Factory();
        return new EncoderShard(factory.LoadImageEncoder(manifest), factory.LoadTextEncoder(manifest), new EncoderShardOptions());
    }
}
