using System.Diagnostics;
using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Isolation;

/// <summary>One decoding process, for one picture at a time. It is ended when a picture takes too long or too much memory.</summary>
internal sealed class DecodeWorkerProcess : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    // Over the limit that the process itself looks at between rows, so that it can say so with the picture's size.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // What a decoder of hostile bytes has no need of, credentials above all, is not handed on.
    private static readonly string[] Kept = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT", "LD_LIBRARY_PATH"];

    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly long _maxMemory;
    private readonly TimeProvider _time;
    private readonly ITimer _watch;
    private DecodeOrder? _order;
    private (long Start, TimeSpan Limit)? _running;
    private WorkerEnd _end;

    private DecodeWorkerProcess(Process process, long maxMemory, TimeProvider time)
    {
        (_process, _maxMemory, _time) = (process, maxMemory, time);
        (_input, _output) = (WidePipe.Widen(process.StandardInput.BaseStream), new BufferedStream(WidePipe.Widen(process.StandardOutput.BaseStream), 1 << 12));
        _watch = time.CreateTimer(static worker => ((DecodeWorkerProcess)worker!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Pictures it has finished.</summary>
    public long Pictures { get; private set; }

    /// <summary>Whether it still holds much of what a picture took, and is better replaced.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Starts one.</summary>
    /// <exception cref="FailureException">Unavailable: it does not start.</exception>
    public static DecodeWorkerProcess Start(ProcessStartInfo command, long maxMemory, TimeProvider time)
    {
        foreach (var name in command.Environment.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToList())
        {
            command.Environment.Remove(name);
        }

        command.Environment["DOTNET_gcServer"] = "0";
        command.Environment["DOTNET_gcConcurrent"] = "0";
        command.Environment["DOTNET_GCHeapHardLimit"] = $"0x{maxMemory:x}";
        DecodeWorkerProcess? worker = null;
        try
        {
            worker = new DecodeWorkerProcess(Process.Start(command)!, maxMemory, time);
            worker.Guarded(StartLimit, static w => w._output.ReadKind(), CancellationToken.None);
            return worker;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            worker?.Dispose();
            throw new FailureException(FailureKind.Unavailable, $"A decoding process cannot be started; look into it or set {DecodeIsolationOptions.Section}:{nameof(DecodeIsolationOptions.Enabled)} to false.", e);
        }
    }

    /// <summary>Has a picture decoded into the tile.</summary>
    /// <exception cref="WorkerEndedException">It ended instead, and is of no more use.</exception>
    public unsafe PreprocessResult Preprocess(
        ReadOnlySpan<byte> encoded, DecodeOrder order, MemoryBudget budget, Span<byte> tile, CancellationToken cancellationToken)
    {
        // A span cannot be captured, so the tile goes by its address, pinned for the call.
        fixed (byte* picture = encoded)
        fixed (byte* place = tile)
        {
            var (bytes, length, to, size) = ((nint)picture, encoded.Length, (nint)place, tile.Length);
            var limit = order.Limits.MaxDecodeTime + Grace;
            var share = 0;
            try
            {
                var kind = Guarded(
                    limit,
                    w =>
                    {
                        w.Send(order, new ReadOnlySpan<byte>((void*)bytes, length));
                        return w._output.ReadKind();
                    },
                    cancellationToken);
                if (kind == DecodeFrames.Weight)
                {
                    var weight = Guarded(limit, static w => w._output.ReadNumber(), cancellationToken);
                    share = budget.Take(weight, cancellationToken) ? weight : 0;
                    kind = Guarded(
                        limit,
                        w =>
                        {
                            w._input.WriteByte(share > 0 ? DecodeFrames.Go : DecodeFrames.Leave);
                            w._input.Flush();
                            return w._output.ReadKind();
                        },
                        cancellationToken);
                }

                if (kind != DecodeFrames.Result)
                {
                    throw new WorkerEndedException(WorkerEnd.Crashed, new InvalidDataException("It answers something else."));
                }

                return Guarded(limit, w => w.ReadResult(new Span<byte>((void*)to, size)), cancellationToken);
            }
            finally
            {
                budget.GiveBack(share);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _watch.Dispose();
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }

        _process.Dispose();
    }

    private void Send(DecodeOrder order, ReadOnlySpan<byte> encoded)
    {
        if (_order != order)
        {
            _input.WriteFrame(DecodeFrames.Order, DecodeFrames.Write(order));
            _order = order;
        }

        _input.WriteFrame(DecodeFrames.Picture, encoded);
        _input.Flush();
    }

    private PreprocessResult ReadResult(Span<byte> tile)
    {
        var (width, height, kind, detail) = (_output.ReadNumber(), _output.ReadNumber(), (FailureKind)_output.ReadNumber(), _output.ReadNumber());
        var text = _output.ReadText(detail);
        if (kind == FailureKind.None)
        {
            _output.ReadExactly(tile);
        }

        Pictures++;
        return new PreprocessResult(width, height, kind == FailureKind.None ? null : new Failure(kind, text));
    }

    private T Guarded<T>(TimeSpan limit, Func<DecodeWorkerProcess, T> talk, CancellationToken cancellationToken)
    {
        using var giveUp = cancellationToken.Register(() => End(WorkerEnd.Cancelled));
        lock (_gate)
        {
            _running = (_time.GetTimestamp(), limit);
        }

        _watch.Change(Look, Look);
        try
        {
            return talk(this);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new WorkerEndedException(_end, e);
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
            }

            _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Check()
    {
        lock (_gate)
        {
            if (_running is not { } running || _end != WorkerEnd.Crashed)
            {
                return;
            }

            try
            {
                _process.Refresh();
                var memory = _process.WorkingSet64;
                IsSpent |= memory > _maxMemory / 2;
                if (memory > _maxMemory)
                {
                    EndNow(WorkerEnd.TooMuchMemory);
                }
                else if (_time.GetElapsedTime(running.Start) > running.Limit)
                {
                    EndNow(WorkerEnd.TimedOut);
                }
            }
            catch (InvalidOperationException)
            {
                // It has ended; whoever waits for it sees that.
            }
        }
    }

    private void End(WorkerEnd end)
    {
        lock (_gate)
        {
            if (_running is not null)
            {
                EndNow(end);
            }
        }
    }

    private void EndNow(WorkerEnd end)
    {
        _end = end;
        _process.Kill(entireProcessTree: true);
    }
}
