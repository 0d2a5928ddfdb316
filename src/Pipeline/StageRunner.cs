using System.Threading.Channels;

namespace Cluster.Pipeline;

/// <summary>Runs the workers of a stage. The first fault of any worker ends the whole run.</summary>
internal sealed class StageRunner(CancellationTokenSource abort)
{
    private readonly Lock _gate = new();

    /// <summary>The fault that ended the run; null when there was none.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>
    /// Has <paramref name="workers"/> workers pass every item of <paramref name="input"/> to <paramref name="body"/>, has the stage
    /// <paramref name="end"/> unless the run has ended already, then closes its output.
    /// </summary>
    public async Task RunAsync<T>(int workers, ChannelReader<T> input, Func<T, ValueTask> body, Action end, Action close)
    {
        await RunAsync(workers, input, body, static () => { });
        await GuardAsync(() =>
        {
            abort.Token.ThrowIfCancellationRequested();
            end();
            return Task.CompletedTask;
        });
        close();
    }

    /// <summary>Has <paramref name="workers"/> workers pass every item of <paramref name="input"/> to <paramref name="body"/>, then closes the stage's output.</summary>
    public Task RunAsync<T>(int workers, ChannelReader<T> input, Func<T, ValueTask> body, Action close) =>
        RunAsync(
            workers,
            async () =>
            {
                await foreach (var item in input.ReadAllAsync(abort.Token))
                {
                    await body(item);
                }
            },
            close);

    /// <summary>Has <paramref name="workers"/> workers run <paramref name="body"/> on the thread pool, then closes the stage's output.</summary>
    public async Task RunAsync(int workers, Func<Task> body, Action close)
    {
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => GuardAsync(body))));
        close();
    }

    private async Task GuardAsync(Func<Task> body)
    {
        try
        {
            await body();
        }
        catch (Exception fault)
        {
            lock (_gate)
            {
                // What follows the first fault is the cancellation that it set off.
                Fault ??= fault;
            }

            await abort.CancelAsync();
        }
    }
}
