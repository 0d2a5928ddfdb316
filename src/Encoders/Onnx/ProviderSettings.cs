using System.Globalization;

namespace Cluster.Encoders.Onnx;

/// <summary>Our options in ONNX Runtime's words (its documentation of the CUDA and TensorRT execution providers).</summary>
internal static class ProviderSettings
{
    private const long MiB = 1L << 20;

    public static Dictionary<string, string> Cuda(OnnxOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["device_id"] = options.DeviceId.ToString(CultureInfo.InvariantCulture),

            // Memory grows by what is asked for, not by doubling: several encoders share a device.
            ["arena_extend_strategy"] = "kSameAsRequested",
        };
        if (options.GpuMemoryLimitMiB > 0)
        {
            settings["gpu_mem_limit"] = (options.GpuMemoryLimitMiB * MiB).ToString(CultureInfo.InvariantCulture);
        }

        return settings;
    }

    public static Dictionary<string, string> TensorRt(OnnxOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["device_id"] = options.DeviceId.ToString(CultureInfo.InvariantCulture),
            ["trt_fp16_enable"] = options.Fp16 ? "1" : "0",
        };
        if (options.GpuMemoryLimitMiB > 0)
        {
            settings["trt_max_workspace_size"] = (options.GpuMemoryLimitMiB * MiB).ToString(CultureInfo.InvariantCulture);
        }

        if (options.EngineCacheFolder is { Length: > 0 } folder)
        {
            settings["trt_engine_cache_enable"] = "1";
            settings["trt_engine_cache_path"] = folder;
            settings["trt_timing_cache_enable"] = "1";
            settings["trt_timing_cache_path"] = folder;
        }

        return settings;
    }
}
