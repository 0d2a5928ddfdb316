using System.CommandLine;
using Cluster.Client;
using Cluster.Client.Encoders.Tuning;

namespace Cluster.Cli.Encoders;

/// <summary><c>cluster encoders tune</c>: has a silo find the fastest settings of an encoder on its processor, and waits for the outcome.</summary>
internal static class TuneCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Create(GatewayCommand gateway)
    {
        var model = new Argument<string>("model") { Description = "The encoder's name" };
        var precision = new Option<string?>("--precision") { Description = "fp32, fp16 or int8. Default: what the silo is set to load" };
        var seconds = new Option<int>("--seconds") { Description = "Seconds to measure in all, 1 to 3,600; loading comes on top", DefaultValueFactory = static _ => 120 };
        var command = new Command("tune", "Find the settings with which an encoder runs fastest on the silo's processor, and write them beside the model") { model, precision, seconds };
        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(model);
            var order = new TuningOrder(parsed.GetValue(precision), parsed.GetValue(seconds));
            var before = (await client.ShowTuningAsync(name, cancellationToken)).Results.Select(static result => result.TunedAt).ToHashSet();
            var now = await client.StartTuningAsync(name, order, cancellationToken);
            gateway.Terminal.Note($"Measuring {name}; this takes some minutes, and says something only while the machine has nothing else to do.");
            now = await UntilOverAsync(gateway, client, name, now, cancellationToken);
            if (now.Failure is { } failure)
            {
                throw new CliException(ExitCode.Failed, failure.Detail);
            }

            var result = now.Results.FirstOrDefault(result => !before.Contains(result.TunedAt))
                ?? throw new CliException(ExitCode.Failed, $"Nothing was measured: the silo that tuned {name} has ended meanwhile. Tune again.");
            if (parsed.GetValue(gateway.Json))
            {
                gateway.Terminal.WriteJson(result);
            }
            else
            {
                TuningReport.Write(gateway.Terminal, name, result);
            }

            return ExitCode.Ok;
        });
    }

    private static async Task<Tuning> UntilOverAsync(GatewayCommand gateway, ClusterClient client, string name, Tuning now, CancellationToken cancellationToken)
    {
        TuningProgress? told = null;
        while (now.Running)
        {
            if (now.Progress is { } progress && progress != told)
            {
                told = progress;
                gateway.Terminal.Note($"{progress.Step} of {progress.Steps}: {(progress.Setting == TuningReport.Together ? progress.Value : $"{progress.Setting}={progress.Value}")}");
            }

            await Task.Delay(Pause, gateway.Terminal.Time, cancellationToken);
            now = await client.ShowTuningAsync(name, cancellationToken);
        }

        return now;
    }
}
