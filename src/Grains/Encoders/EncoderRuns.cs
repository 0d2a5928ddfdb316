using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Encoders;

/// <summary>
/// Work on encoders of this silo that takes minutes, each on a thread of its own: at most one an encoder, and nothing beside one that measures. The process' end
/// ends them; what they wrote by then stays.
/// </summary>
public sealed partial class EncoderRuns(ILogger<EncoderRuns> logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Encoder, EncoderRunKind Kind), Task<Failure?>> _runs = [];
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Starts one. Its <see cref="FailureException"/> is kept for <see cref="OfAsync"/>.</summary>
    /// <returns>Conflict while another one is in its way; null when it was started.</returns>
    public Failure? Start(string encoder, EncoderRunKind kind, Action<CancellationToken> work)
    {
        lock (_gate)
        {
            foreach (var ((other, what), task) in _runs)
            {
                if (!task.IsCompleted && (other == encoder || kind == EncoderRunKind.Tuning || what == EncoderRunKind.Tuning))
                {
                    var doing = what == EncoderRunKind.Tuning ? "tuned" : "verified";
                    return new Failure(
                        FailureKind.Conflict,
                        other == encoder && what == kind
                            ? $"Encoder '{encoder}' is being {doing} already."
                            : $"Encoder '{other}' is being {doing} here; ask again when that is over, since the one would slow the other down.");
                }
            }

            var run = new Task<Failure?>(() => Run(encoder, work), _ending.Token, TaskCreationOptions.LongRunning);
            _runs[(encoder, kind)] = run;
            run.Start(TaskScheduler.Default);
            return null;
        }
    }

    /// <summary>Whether one is under way, and why the last one could not be done.</summary>
    public async Task<(bool Running, Failure? Failure)> OfAsync(string encoder, EncoderRunKind kind)
    {
        Task<Failure?>? run;
        lock (_gate)
        {
            _runs.TryGetValue((encoder, kind), out run);
        }

        return (run is { IsCompleted: false }, run is { IsCompletedSuccessfully: true } ? await run : null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private Failure? Run(string encoder, Action<CancellationToken> work)
    {
        try
        {
            work(_ending.Token);
            return null;
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
        catch (OperationCanceledException)
        {
            return new Failure(FailureKind.Unavailable, "The silo ended before it was done.");
        }
        catch (Exception bug)
        {
            LogBrokeDown(bug, encoder);
            return new Failure(FailureKind.Unavailable, $"It broke down: {bug.Message}");
        }
    }

    [LoggerMessage(3801, LogLevel.Error, "What was done with encoder {Encoder} broke down")]
    private partial void LogBrokeDown(Exception fault, string encoder);
}
