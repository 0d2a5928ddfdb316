using System.CommandLine;
using System.Text.Json;
using Cluster.Client;
using Cluster.Client.Planning;

namespace Cluster.Cli.Planning;

/// <summary><c>cluster plan</c>.</summary>
internal static class PlanCommand
{
    public static Command Create(GatewayCommand gateway)
    {
        var options = new PlanOptions();
        var command = new Command(
            "plan", "Say what a job will take: bottleneck, time, memory, storage, cost. With --calibrate the numbers are measured on the cluster itself");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var calibration = await CalibrationAsync(options, parsed, gateway, client, cancellationToken);
            if (parsed.GetValue(options.Job) is { } job)
            {
                return await PlanAgainstActual.RunAsync(gateway, parsed, client, job, calibration, options, cancellationToken);
            }

            if (parsed.GetValue(options.Images) is not { } images)
            {
                throw new CliException(ExitCode.Usage, "Say how many images there are with --images, or name a job that runs with --job.");
            }

            var plan = Planner.Make(options.InputOf(parsed, images, calibration), Prices.Read(parsed.GetValue(options.Prices)));
            if (parsed.GetValue(gateway.Json))
            {
                gateway.Terminal.WriteJson(plan);
            }
            else
            {
                PlanReport.Write(gateway.Terminal, plan);
            }

            return ExitCode.Ok;
        });
    }

    /// <summary>Measured now, read from a file, or none.</summary>
    private static async Task<Calibration?> CalibrationAsync(
        PlanOptions options, ParseResult parsed, GatewayCommand gateway, ClusterClient client, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(options.Calibration);
        if (!parsed.GetValue(options.Calibrate))
        {
            return file is null ? null : PlanFiles.Read<Calibration>(file);
        }

        var sample = options.SampleOf(parsed);
        gateway.Terminal.Note("Measuring; this takes about twenty seconds.");
        var measured = await client.CalibrateAsync(sample, cancellationToken);
        if (measured.Images == 0)
        {
            throw new CliException(ExitCode.Failed, "No image of the sample was embedded in the time given; allow more with --seconds.");
        }

        if (file is not null)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(measured, PlanFiles.Json) + "\n", cancellationToken);
            gateway.Terminal.Note($"Written to {file}; later plans take it with --calibration {file}.");
        }

        return measured;
    }
}
