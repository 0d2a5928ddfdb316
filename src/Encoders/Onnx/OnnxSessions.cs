using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>Opens graphs with the execution provider that is asked for, or the best that this process can start.</summary>
internal sealed partial class OnnxSessions(OnnxOptions options, ILogger logger)
{
    private static readonly ExecutionProvider[] BestFirst = [ExecutionProvider.TensorRt, ExecutionProvider.Cuda, ExecutionProvider.Cpu];

    /// <summary>What the native library was built with.</summary>
    public static IReadOnlyList<ExecutionProvider> Offered() => Offered(OrtEnv.Instance().GetAvailableProviders());

    /// <summary>The providers behind ONNX Runtime's names, best first.</summary>
    public static IReadOnlyList<ExecutionProvider> Offered(IReadOnlyCollection<string> names) =>
        [.. BestFirst.Where(provider => provider == ExecutionProvider.Cpu || names.Contains($"{NameOf(provider)}ExecutionProvider"))];

    /// <summary>Opens a graph.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="settingsOn">What holds on the provider that is taken.</param>
    /// <exception cref="FailureException">ModelIncomplete when the graph cannot be loaded; Unavailable when the provider asked for cannot be started.</exception>
    public OnnxSession Open(string path, Func<ExecutionProvider, SessionSettings> settingsOn)
    {
        var file = Path.GetFileName(path);
        var offered = Offered();
        if (options.Provider != ExecutionProvider.Auto)
        {
            return offered.Contains(options.Provider)
                ? Open(path, options.Provider, settingsOn(options.Provider))
                : throw new FailureException(
                    FailureKind.Unavailable,
                    $"{OnnxOptions.Section}:Provider asks for {options.Provider}, but the native ONNX Runtime of this process offers {string.Join(", ", offered)}. Build the host with OnnxRuntimeNative=Gpu, or choose another.");
        }

        foreach (var provider in offered.Where(static p => p != ExecutionProvider.Cpu))
        {
            try
            {
                return Open(path, provider, settingsOn(provider));
            }
            catch (FailureException fault) when (fault.Failure.Kind == FailureKind.Unavailable)
            {
                // Offered is not startable: the library may be built for a GPU that this machine lacks.
                LogProviderNotStarted(provider, file, fault.Message);
            }
        }

        return Open(path, ExecutionProvider.Cpu, settingsOn(ExecutionProvider.Cpu));
    }

    private static string NameOf(ExecutionProvider provider) => provider switch { ExecutionProvider.TensorRt => "Tensorrt", ExecutionProvider.Cuda => "CUDA", _ => "CPU" };

    private OnnxSession Open(string path, ExecutionProvider provider, SessionSettings wanted)
    {
        using var settings = wanted.ToSession();
        try
        {
            Append(settings, provider);
        }
        catch (Exception fault) when (fault is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or NotSupportedException)
        {
            throw new FailureException(FailureKind.Unavailable, $"{NameOf(provider)} cannot be started: {fault.Message}", fault);
        }

        try
        {
            var session = new InferenceSession(path, settings);
            var device = provider == ExecutionProvider.Cpu ? "cpu" : $"{provider.ToString().ToLowerInvariant()}:{options.DeviceId}";
            var opened = new OnnxSession(session, provider, device, Path.GetFileName(path), wanted);
            var offered = string.Join(", ", Offered());
            LogOpened(opened.File, device, wanted.Threads, offered);
            return opened;
        }
        catch (OnnxRuntimeException fault)
        {
            // A GPU without a driver, or without memory, shows itself only here.
            var kind = provider == ExecutionProvider.Cpu ? FailureKind.ModelIncomplete : FailureKind.Unavailable;
            throw new FailureException(kind, $"{Path.GetFileName(path)} could not be loaded: {fault.Message}", fault);
        }
    }

    private void Append(SessionOptions settings, ExecutionProvider provider)
    {
        if (provider == ExecutionProvider.TensorRt)
        {
            using var tensorRt = new OrtTensorRTProviderOptions();
            tensorRt.UpdateOptions(ProviderSettings.TensorRt(options));
            settings.AppendExecutionProvider_Tensorrt(tensorRt);
        }

        if (provider is ExecutionProvider.TensorRt or ExecutionProvider.Cuda)
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(ProviderSettings.Cuda(options));
            settings.AppendExecutionProvider_CUDA(cuda);
        }
    }

    [LoggerMessage(1001, LogLevel.Information, "{File} runs on {Device} with {Threads} threads an operator; the native library offers {Offered}")]
    private partial void LogOpened(string file, string device, int threads, string offered);

    [LoggerMessage(1002, LogLevel.Warning, "{Provider} is offered but cannot run {File}, the next is tried: {Reason}")]
    private partial void LogProviderNotStarted(ExecutionProvider provider, string file, string reason);
}
