using System.Collections.Concurrent;
using System.Diagnostics;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging.Isolation;

/// <summary>
/// Has pictures decoded by a few processes of their own. One that crashes, hangs or grows takes only its picture with it, after a second try in a
/// fresh process where an earlier picture may have been at fault.
/// </summary>
public sealed class IsolatedPreprocessor : IImagePreprocessor, IDisposable
{
    private readonly ConcurrentBag<DecodeWorkerProcess> _idle = [];
    private readonly SemaphoreSlim _places;
    private readonly MemoryBudget _budget;
    private readonly ImagingOptions _limits;
    private readonly DecodeIsolationOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<ProcessStartInfo> _command;
    private volatile bool _isClosed;

    /// <summary>Processes are started when they are first needed.</summary>
    public IsolatedPreprocessor(IOptions<ImagingOptions> limits, IOptions<DecodeIsolationOptions> options, TimeProvider time)
        : this(limits, options, time, DecodeWorkerProgram.Command)
    {
    }

    internal IsolatedPreprocessor(IOptions<ImagingOptions> limits, IOptions<DecodeIsolationOptions> options, TimeProvider time, Func<ProcessStartInfo> command)
    {
        (_limits, _options, _time, _command) = (limits.Value, options.Value, time, command);
        _places = new SemaphoreSlim(_options.Workers);
        _budget = new MemoryBudget((int)(_options.Memory >> 20));
    }

    /// <inheritdoc />
    public int TileBytes(PreprocessingSpec spec) => spec.Width * spec.Height * 3;

    /// <inheritdoc />
    /// <exception cref="FailureException">Unavailable: no process can be started.</exception>
    public PreprocessResult Preprocess(ReadOnlyMemory<byte> encoded, PreprocessingSpec spec, Span<byte> tile, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tile.Length, TileBytes(spec), nameof(tile));
        if (encoded.Length > _limits.MaxBytes)
        {
            return new(0, 0, new(FailureKind.TooManyBytes, $"The file has {encoded.Length} bytes; at most {_limits.MaxBytes} are read."));
        }

        _places.Wait(cancellationToken);
        try
        {
            return Decode(encoded.Span, new DecodeOrder(spec, _limits), tile, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _isClosed = true;
        while (_idle.TryTake(out var worker))
        {
            worker.Dispose();
        }

        _places.Dispose();
    }

    private PreprocessResult Decode(ReadOnlySpan<byte> encoded, DecodeOrder order, Span<byte> tile, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var worker = isFirst && _idle.TryTake(out var idle) ? idle : DecodeWorkerProcess.Start(_command(), _options.MaxWorkerMemory, _time);
            var isFresh = worker.Pictures == 0;
            try
            {
                var result = worker.Preprocess(encoded, order, _budget, tile, cancellationToken);
                GiveBack(worker);
                return result;
            }
            catch (WorkerEndedException ended)
            {
                worker.Dispose();
                cancellationToken.ThrowIfCancellationRequested();

                // A process that had decoded others may have carried their damage or their memory.
                if (ended.End == WorkerEnd.TimedOut || isFresh)
                {
                    return new(0, 0, Verdict(ended.End));
                }
            }
            catch
            {
                worker.Dispose();
                throw;
            }
        }
    }

    private void GiveBack(DecodeWorkerProcess worker)
    {
        if (worker.IsSpent || _isClosed)
        {
            worker.Dispose();
        }
        else
        {
            _idle.Add(worker);
        }
    }

    private Failure Verdict(WorkerEnd end) => end switch
    {
        WorkerEnd.TimedOut => new(
            FailureKind.TimedOut, $"Decoding took longer than {_limits.MaxDecodeTime.TotalSeconds:F0} s; replace the file or raise {ImagingOptions.Section}:{nameof(ImagingOptions.MaxDecodeTime)}."),
        WorkerEnd.TooMuchMemory => new(
            FailureKind.TooManyPixels, $"Decoding took more than {_options.MaxWorkerMemory >> 20} MiB; replace the file or raise {DecodeIsolationOptions.Section}:{nameof(DecodeIsolationOptions.MaxWorkerMemory)}."),
        _ => new(FailureKind.NotAnImage, "The decoder breaks down on the image, which is damaged or made to do so; replace the file."),
    };
}
