using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Tuning;
using Microsoft.Extensions.Logging;

namespace Cluster.Encoders.Tests.Tuning;

/// <summary>What a shard makes of what lies beside a model.</summary>
public sealed class TunedLoadingTests
{
    [Fact]
    public async Task A_tower_is_loaded_as_tuned_and_says_so()
    {
        using var bed = new TuningBed();
        await WriteAsync(bed, new TunedSettings { Passes = 4, Batch = 2, Spinning = false, Arena = false, DynamicBlocks = true, GraphOptimization = GraphOptimization.Basic });
        var log = new ListLogger();
        using var encoder = await bed.LoadAsync(TuningBed.Options with { Spinning = null }, log);
        Assert.Equal((4, 2), (encoder.Parallelism, encoder.MaxBatch));
        Assert.Contains(log.Lines, static line => line.Contains("Passes=4, Spinning=false, DynamicBlocks=true, GraphOptimization=basic, Arena=false, Batch=2", StringComparison.Ordinal));
        Assert.Contains((LogLevel.Information, 1003), log.Events);
    }

    [Fact]
    public async Task An_option_that_is_set_goes_before_what_was_tuned()
    {
        using var bed = new TuningBed();
        await WriteAsync(bed, new TunedSettings { Passes = 4, Batch = 2 });
        var log = new ListLogger();
        using var encoder = await bed.LoadAsync(TuningBed.Options with { Passes = 1 }, log);
        Assert.Equal((1, 2), (encoder.Parallelism, encoder.MaxBatch));
        Assert.Contains(log.Lines, static line => line.EndsWith("tuned for this machine: Batch=2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_measured_elsewhere_is_not_taken()
    {
        using var bed = new TuningBed();
        var subject = await WriteAsync(bed, new TunedSettings { Passes = 4 });
        foreach (var other in (TuningSubject[])
        [
            subject with { Processor = "another" }, subject with { Threads = 8 }, subject with { OnnxRuntime = "1.0.0" }, subject with { Precision = ModelPrecision.Int8 },
            subject with { Graph = new string('0', 64) },
        ])
        {
            File.Delete(bed.File);
            TuningFile.Write(Path.GetDirectoryName(bed.File)!, Record(other, new TunedSettings { Passes = 4 }));
            using var encoder = await bed.LoadAsync();
            Assert.Equal(2, encoder.Parallelism);
        }
    }

    [Fact]
    public async Task Machines_keep_their_settings_beside_each_other()
    {
        using var bed = new TuningBed();
        var subject = await WriteAsync(bed, new TunedSettings { Passes = 1 });
        TuningFile.Write(Path.GetDirectoryName(bed.File)!, Record(subject with { Processor = "another" }, new TunedSettings { Passes = 2 }));
        await WriteAsync(bed, new TunedSettings { Passes = 4 });
        Assert.Equal([2, 4], TuningBook.All(await bed.ManifestAsync()).Select(static record => record.Settings.Passes!.Value));
        using var encoder = await bed.LoadAsync();
        Assert.Equal(4, encoder.Parallelism);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData(null)]
    public async Task A_file_that_cannot_be_read_is_warned_of_and_costs_nothing_but_speed(string? text)
    {
        using var bed = new TuningBed();
        await WriteAsync(bed, new TunedSettings { Passes = 4 });
        var whole = await File.ReadAllTextAsync(bed.File, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bed.File, text ?? whole.Replace("\"passes\": 4", "\"passes\": -4", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var log = new ListLogger();
        using var encoder = await bed.LoadAsync(log: log);
        Assert.Equal(2, encoder.Parallelism);
        Assert.Contains((LogLevel.Warning, 1004), log.Events);
        Assert.Contains(log.Lines, static line => line.Contains("tune the encoder again, or delete the file", StringComparison.Ordinal));

        // And it can be tuned again.
        await WriteAsync(bed, new TunedSettings { Passes = 1 });
        using var again = await bed.LoadAsync();
        Assert.Equal(1, again.Parallelism);
    }

    [Fact]
    public void A_text_tower_and_a_GPU_have_nothing_of_it()
    {
        var tuned = new TunedSettings { Passes = 4, Spinning = false, Arena = false, Batch = 2, DynamicBlocks = true, GraphOptimization = GraphOptimization.Basic };
        var options = new OnnxOptions { IntraOpThreads = 4, MaxBatch = 32 };
        Assert.Equal(new SessionSettings(4, 1, false, GraphOptimization.Basic, false, true, 2), SessionSettings.OfImages(options, ExecutionProvider.Cpu, tuned));
        Assert.Equal(new SessionSettings(1, 4, true, GraphOptimization.All, true, false, 32), SessionSettings.OfImages(options, ExecutionProvider.Cuda, tuned));
        Assert.Equal(new SessionSettings(1, 4, true, GraphOptimization.All, true, false, 64), SessionSettings.OfTexts(options, ExecutionProvider.Cpu));
        Assert.Equal(new SessionSettings(2, 2, true, GraphOptimization.All, true, false, 32), SessionSettings.OfImages(options, ExecutionProvider.Cpu, null));
        var set = options with { Passes = 3, Spinning = true, Arena = true, Batch = 64, DynamicBlocks = false, GraphOptimization = GraphOptimization.None };
        Assert.Equal(new SessionSettings(3, 1, true, GraphOptimization.None, true, false, 32), SessionSettings.OfImages(set, ExecutionProvider.Cpu, tuned));
    }

    [Fact]
    public void Passes_are_tried_as_the_threads_can_be_divided_and_batches_below_what_a_pass_holds()
    {
        IReadOnlyList<TunedSettings> Of(string setting, OnnxOptions options, int images = 16) => TuningCandidates.Of(setting, new TunedSettings(), options, images);
        Assert.Equal([1, 3, 4, 6, 12], Of("Passes", new OnnxOptions { IntraOpThreads = 12 }).Select(static candidate => candidate.Passes!.Value));
        Assert.Empty(Of("Passes", new OnnxOptions { IntraOpThreads = 1 }));
        Assert.DoesNotContain(Of("Passes", new OnnxOptions { IntraOpThreads = 256 }), static candidate => candidate.Passes > 64);
        Assert.Equal([1, 2, 4, 8], Of("Batch", new OnnxOptions()).Select(static candidate => candidate.Batch!.Value));
        Assert.Equal([1, 2], Of("Batch", new OnnxOptions { MaxBatch = 4 }).Select(static candidate => candidate.Batch!.Value));
        Assert.Empty(Of("Spinning", new OnnxOptions { IntraOpThreads = 2 }));
        Assert.False(Assert.Single(Of("Spinning", new OnnxOptions { IntraOpThreads = 4 })).Spinning);
    }

    [Fact]
    public void A_processor_is_known_by_its_name_model_and_instructions()
    {
        string[] intel = ["processor\t: 0", "cpu family\t: 6", "model\t\t: 143", "model name\t: Xeon", "stepping : 8", "flags\t\t: fpu avx2 avx512f avx512_vnni amx_int8", "", "model name : another"];
        Assert.Equal("Xeon (6.143: avx2 avx512f avx512_vnni amx_int8)", Processor.Of(intel));
        string[] arm = ["processor\t: 0", "Features\t: fp asimddp i8mm bf16", "CPU implementer\t: 0x41", "CPU part\t: 0xd4f", ""];
        Assert.EndsWith("(0x41.0xd4f: asimddp i8mm bf16)", Processor.Of(arm), StringComparison.Ordinal);
    }

    private static async Task<TuningSubject> WriteAsync(TuningBed bed, TunedSettings settings)
    {
        var manifest = await bed.ManifestAsync();
        var subject = bed.Book.SubjectOf(manifest, ModelPrecision.Fp32, TuningBed.Options)!;
        TuningFile.Write(manifest.Folder, Record(subject, settings));
        return subject;
    }

    private static TuningRecord Record(TuningSubject subject, TunedSettings settings) => new()
    {
        Subject = subject, Settings = settings, Default = new Dictionary<string, string>(), Tuned = new Dictionary<string, string>(), DefaultImagesPerSecond = 1, TunedImagesPerSecond = 2, Ratio = 2,
        DefaultSingleSeconds = 1, TunedSingleSeconds = 1, WorstCosine = 1, Spread = 0, Trials = [], TunedAt = default,
    };
}
