using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Parity;
using Cluster.Encoders.Tuning;
using Cluster.Imaging;
using Cluster.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Encoders.Tests.Tuning;

public sealed class TunerTests
{
    /// <summary>What four passes do in one go takes one pass twenty and the default ten, so that no noise makes one pass the better of these two.</summary>
    private static readonly Func<TunedSettings, Pace> FourPassesAreFastest = static tuned => new Pace(Times: tuned.Passes switch { 4 => 1, 1 => 20, _ => 10 });

    [Fact]
    public async Task Settings_that_are_faster_are_written_beside_the_model_and_change_nothing_about_it()
    {
        using var bed = new TuningBed();
        var before = await bed.ManifestAsync();
        var record = await bed.TuneAsync(FourPassesAreFastest);
        Assert.Equal(4, record.Settings.Passes);
        Assert.Equal(("2", "4"), (record.Default["Passes"], record.Tuned["Passes"]));
        Assert.InRange(record.Ratio, 2, 100);
        Assert.InRange(record.WorstCosine, 0.999, 1.0001);
        Assert.Equal(["1", "4"], record.Trials.Where(static trial => trial.Setting == "Passes").Select(static trial => trial.Tried));
        Assert.Equal((TuningOutcome.Kept, "all"), (record.Trials[^1].Outcome, record.Trials[^1].Setting));

        var after = await bed.ManifestAsync();
        Assert.Equal((before.Id, before.Space), (after.Id, after.Space));
        Assert.Equal(before.FileHashes, after.FileHashes);
        Assert.Equal(record.Settings, Assert.Single(TuningBook.All(after)).Settings);
    }

    [Fact]
    public async Task A_faster_setting_that_gives_other_embeddings_is_refused_and_named()
    {
        using var bed = new TuningBed();
        var record = await bed.TuneAsync(static tuned => FourPassesAreFastest(tuned) with { Spoils = tuned.Passes == 4 });
        Assert.Null(record.Settings.Passes);
        var refused = Assert.Single(record.Trials, static trial => trial is { Setting: "Passes", Tried: "4" });
        Assert.Equal(TuningOutcome.Refused, refused.Outcome);
        Assert.Contains("worst cosine", refused.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(TuningBook.All(await bed.ManifestAsync()), static written => written.Settings.Passes is not null);
    }

    [Fact]
    public async Task A_setting_that_makes_a_picture_that_comes_alone_wait_longer_than_a_slice_is_refused()
    {
        using var bed = new TuningBed();
        var tiles = new TuningTiles((await bed.ManifestAsync()).Preprocessing, 16);
        var rules = new TuningRules(new ParityVariant(ModelPrecision.Fp32, ExecutionProvider.Cpu, false), new ParityOptions(), TimeSpan.FromTicks(1));
        using var slow = new TuningLoad(new PacedEncoder(await bed.LoadAsync(), new Pace(SingleTimes: 20)), TimeSpan.FromSeconds(1), tiles, TimeProvider.System);
        var rows = slow.Embed(TestContext.Current.CancellationToken);
        var single = slow.Single(TestContext.Current.CancellationToken);
        Assert.Contains("BulkSlice", rules.Judge(slow, new TuningReference(rows, single / 10, null), TestContext.Current.CancellationToken).Fault, StringComparison.Ordinal);

        // One that took as long before is not made to wait by the setting, and one below the slice waits no longer than for a bulk pass.
        Assert.Null(rules.Judge(slow, new TuningReference(rows, single * 10, null), TestContext.Current.CancellationToken).Fault);
        var wide = new TuningRules(new ParityVariant(ModelPrecision.Fp32, ExecutionProvider.Cpu, false), new ParityOptions(), TimeSpan.FromMinutes(1));
        Assert.Null(wide.Judge(slow, new TuningReference(rows, single / 10, null), TestContext.Current.CancellationToken).Fault);
    }

    [Fact]
    public async Task What_the_gate_allows_a_variant_is_not_spent_twice()
    {
        using var bed = new TuningBed();
        var manifest = await bed.ManifestAsync();
        var rules = new TuningRules(new ParityVariant(ModelPrecision.Int8, ExecutionProvider.Cpu, false), new ParityOptions { Int8Overlap = 0 }, TimeSpan.FromMinutes(1));
        using var tower = new TuningLoad(await bed.LoadAsync(), TimeSpan.FromSeconds(1), new TuningTiles(manifest.Preprocessing, 16), TimeProvider.System);
        var rows = tower.Embed(TestContext.Current.CancellationToken);
        Assert.Null(rules.Judge(tower, new TuningReference(rows, 1, rows), TestContext.Current.CancellationToken).Fault);

        // As by default, and further from the reference than the gate lets it be.
        var far = rows.Chunk(manifest.Dimension).SelectMany(static row => row.Reverse()).ToArray();
        Assert.Contains("of the gate's reference", rules.Judge(tower, new TuningReference(rows, 1, far), TestContext.Current.CancellationToken).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_is_set_is_not_tried_otherwise()
    {
        using var bed = new TuningBed();
        var set = TuningBed.Options with { Passes = 2, Spinning = true, GraphOptimization = GraphOptimization.Extended, Batch = 8 };
        var record = await bed.TuneAsync(onnx: set);
        Assert.Equal(["Arena", "DynamicBlocks"], record.Trials.Select(static trial => trial.Setting).Where(static setting => setting != "all").Order());
        Assert.Equal(("extended", "8"), (record.Tuned["GraphOptimization"], record.Tuned["Batch"]));
        Assert.Equal(record.Settings, record.Settings.Beside(set));
    }

    [Theory]
    [InlineData(ModelPrecision.Fp32)]
    [InlineData(ModelPrecision.Fp16)]
    public async Task What_is_tuned_for_good_passes_the_gate(ModelPrecision precision)
    {
        using var bed = new TuningBed();
        bed.Write("fp16");
        var manifest = await bed.ManifestAsync();
        var verifier = new ParityVerifier(
            Options.Create(TuningBed.Options), Options.Create(new ParityOptions()), new ServiceCollection().AddImaging().BuildServiceProvider().GetRequiredService<IImagePreprocessor>(),
            new FakeTimeProvider(), NullLogger<OnnxEncoderFactory>.Instance, bed.Book);
        verifier.Verify(manifest, new ParityRequest(precision, Images: 20), TestContext.Current.CancellationToken);
        var steps = new List<TuningStep>();
        var record = bed.Tuner().Tune(manifest, new TuneOrder(precision, Seconds: 2), steps.Add, TestContext.Current.CancellationToken);

        Assert.Equal(precision, record.Subject.Precision);
        Assert.Superset(new HashSet<string> { "Passes", "GraphOptimization", "Arena" }, record.Trials.Select(static trial => trial.Setting).ToHashSet());
        Assert.Equal(record.Trials.Count, steps.Count);
        Assert.All(steps, step => Assert.InRange(step.Step, 1, step.Steps));
        Assert.True(record.DefaultImagesPerSecond > 0 && record.TunedImagesPerSecond > 0 && record.DefaultSingleSeconds > 0);
        Assert.Equal(record.IsFaster, record.Ratio > 1);
        var passed = verifier.Verify(manifest, new ParityRequest(precision, Images: 20), TestContext.Current.CancellationToken);
        Assert.Empty(passed.Shortfalls);
    }

    [Fact]
    public async Task A_variant_that_has_not_passed_the_gate_is_not_tuned()
    {
        using var bed = new TuningBed();
        bed.Write("quantized");
        var refused = await Assert.ThrowsAsync<FailureException>(() => bed.TuneAsync(order: new TuneOrder(ModelPrecision.Int8)));
        Assert.Contains("cluster encoders verify", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(bed.File));
    }

    [Fact]
    public async Task What_runs_on_a_GPU_is_not_tuned()
    {
        using var bed = new TuningBed();
        var refused = await Assert.ThrowsAsync<FailureException>(() => bed.TuneAsync(static _ => new Pace(Device: "cuda:0")));
        Assert.Equal(FailureKind.InvalidRequest, refused.Failure.Kind);
        Assert.Contains("runs on cuda:0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_what_can()
    {
        using var bed = new TuningBed();
        Assert.Contains("3,600", (await Assert.ThrowsAsync<FailureException>(() => bed.TuneAsync(order: new TuneOrder(Seconds: 0)))).Message, StringComparison.Ordinal);
        Assert.Contains("_fp16.onnx", (await Assert.ThrowsAsync<FailureException>(() => bed.TuneAsync(order: new TuneOrder(ModelPrecision.Fp16)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_given_up_writes_nothing()
    {
        using var bed = new TuningBed();
        var manifest = await bed.ManifestAsync();
        using var givenUp = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => bed.Tuner().Tune(manifest, new TuneOrder(Seconds: 60), step => Cancel(step, givenUp), givenUp.Token));
        Assert.False(File.Exists(bed.File));

        static void Cancel(TuningStep step, CancellationTokenSource givenUp)
        {
            if (step.Step == 2)
            {
                givenUp.CancelAfter(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    [Fact]
    public async Task The_encoder_of_the_repository_is_tuned_and_runs_as_tuned()
    {
        using var models = new TemporaryFolder();
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), models.Path("demo-clip"));
        var manifest = (await new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [models.Root] })).FindAsync("demo-clip", TestContext.Current.CancellationToken)).OrThrow();
        using var bed = new TuningBed();
        var record = bed.Tuner(onnx: new OnnxOptions()).Tune(manifest, new TuneOrder(Seconds: 3), static _ => { }, TestContext.Current.CancellationToken);
        using var plain = new OnnxEncoderFactory(Options.Create(new OnnxOptions())).LoadImageEncoder(manifest);
        using var tuned = new OnnxEncoderFactory(Options.Create(new OnnxOptions()), null, null, bed.Book).LoadImageEncoder(manifest);
        Assert.Equal(record.Tuned["Passes"], $"{tuned.Parallelism}");
        Assert.Equal(record.Tuned["Batch"], $"{tuned.MaxBatch}");
        var tiles = ParitySample.Generated(manifest.Preprocessing, 1);
        var (one, other) = (new float[manifest.Dimension], new float[manifest.Dimension]);
        plain.Encode(tiles, 1, one);
        tuned.Encode(tiles, 1, other);
        Assert.InRange(EmbeddingComparison.Cosines(one, other, manifest.Dimension).Worst, 0.999, 1.0001);
    }
}
