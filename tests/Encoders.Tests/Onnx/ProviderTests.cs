using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests.Onnx;

public sealed class ProviderTests
{
    [Fact]
    public void The_best_provider_that_the_native_library_names_comes_first()
    {
        Assert.Equal([ExecutionProvider.Cpu], OnnxSessions.Offered(["CPUExecutionProvider", "AzureExecutionProvider"]));
        Assert.Equal(
            [ExecutionProvider.TensorRt, ExecutionProvider.Cuda, ExecutionProvider.Cpu],
            OnnxSessions.Offered(["CPUExecutionProvider", "TensorrtExecutionProvider", "CUDAExecutionProvider"]));
        Assert.Contains(ExecutionProvider.Cpu, OnnxSessions.Offered());
    }

    [Fact]
    public async Task Auto_runs_on_what_there_is_and_logs_it()
    {
        using var bed = new ModelBed();
        var log = new ListLogger();
        using var encoder = new OnnxEncoderFactory(Options.Create(ModelBed.Options), log).LoadImageEncoder(await bed.ManifestAsync());
        Assert.Contains(log.Lines, line => line.Contains("vision_model.onnx", StringComparison.Ordinal) && line.Contains(encoder.Device, StringComparison.Ordinal) && line.Contains("1 threads", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ExecutionProvider.Cuda)]
    [InlineData(ExecutionProvider.TensorRt)]
    public async Task A_provider_that_the_library_lacks_is_refused_with_those_it_has(ExecutionProvider provider)
    {
        Assert.SkipWhen(OnnxSessions.Offered().Contains(provider), "This native library offers it.");
        using var bed = new ModelBed();
        var fault = await Assert.ThrowsAsync<FailureException>(() => bed.ImagesAsync(options: ModelBed.Options with { Provider = provider }));
        Assert.Equal(FailureKind.Unavailable, fault.Failure.Kind);
        Assert.Contains("Encoders:Onnx:Provider", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Cpu", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_providers_in_their_own_words()
    {
        var options = new OnnxOptions { DeviceId = 3, GpuMemoryLimitMiB = 512, Fp16 = true, EngineCacheFolder = "/cache" };
        var cuda = ProviderSettings.Cuda(options);
        Assert.Equal("3", cuda["device_id"]);
        Assert.Equal("536870912", cuda["gpu_mem_limit"]);
        var tensorRt = ProviderSettings.TensorRt(options);
        Assert.Equal(("3", "1", "1", "/cache"), (tensorRt["device_id"], tensorRt["trt_fp16_enable"], tensorRt["trt_engine_cache_enable"], tensorRt["trt_engine_cache_path"]));
        Assert.DoesNotContain("gpu_mem_limit", ProviderSettings.Cuda(new OnnxOptions()).Keys);
        Assert.DoesNotContain("trt_engine_cache_enable", ProviderSettings.TensorRt(new OnnxOptions()).Keys);
    }

    [Fact]
    public async Task A_precision_that_the_folder_lacks_is_refused_with_the_names_looked_for()
    {
        using var bed = new ModelBed();
        var fault = await Assert.ThrowsAsync<FailureException>(() => bed.ImagesAsync(options: ModelBed.Options with { Precision = ModelPrecision.Int8 }));
        Assert.All(["_quantized", "_int8", "_uint8"], ending => Assert.Contains($"vision_model{ending}.onnx", fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_all_at_once()
    {
        var faults = new OnnxOptionsValidator().Validate(null, new OnnxOptions { MaxBatch = 0, DeviceId = -1, BatchBuckets = [4, 2], Provider = (ExecutionProvider)9 }).Failures!.ToList();
        Assert.Equal(4, faults.Count);
        Assert.All(faults, static fault => Assert.StartsWith("Encoders:Onnx:", fault, StringComparison.Ordinal));
    }
}
