using Cluster.Contracts.Access;
using Cluster.Domain.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Access;

/// <summary>
/// At the first start that asks for keys, makes one that can make others and shows it on the console, once: it is in no log and cannot be shown again.
/// </summary>
internal sealed class FirstKey(IGrainFactory grains, IOptions<AccessOptions> options, TimeProvider time) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.RequireKeys)
        {
            return;
        }

        var text = KeyText.New();
        var key = new ApiKey { Id = text.Id, Name = "first", Hash = text.Hash, Scope = AccessScope.Admin, CreatedAt = time.GetUtcNow() };
        if (await grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key).AddFirstAsync(key, cancellationToken))
        {
            await Console.Out.WriteLineAsync(
                $"The first key, with the scope admin. It is shown this once; keep it in a safe place:{Environment.NewLine}{Environment.NewLine}    {text.Reveal()}{Environment.NewLine}");
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
