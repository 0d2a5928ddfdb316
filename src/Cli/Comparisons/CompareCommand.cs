using System.CommandLine;
using System.Globalization;
using Cluster.Client.Comparisons;

namespace Cluster.Cli.Comparisons;

/// <summary><c>cluster compare</c>.</summary>
internal static class CompareCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(GatewayCommand gateway)
    {
        var collection = new Argument<string>("collection") { Description = "The collection whose pictures are used" };
        var encoders = new Option<string[]>("--encoder") { Description = "An encoder; give it two to eight times", Required = true, HelpName = "MODEL" };
        var labels = new Option<string?>("--labels") { Description = "Labelled data: CSV with the header key,label or query,key", HelpName = "FILE" };
        var sample = new Option<int?>("--sample") { Description = "Pictures to compare on. Default: 300" };
        var price = new Option<double?>("--price-per-hour") { Description = "What a machine like this one costs an hour" };
        var output = new Option<string?>("--output") { Description = "File for the report. Default: comparison-COLLECTION.html", HelpName = "FILE" };
        var command = new Command("compare", "Find out which encoder suits your own pictures best") { collection, encoders, labels, sample, price, output };
        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(collection);
            var order = new ComparisonOrder
            {
                Encoders = parsed.GetRequiredValue(encoders),
                Sample = parsed.GetValue(sample),
                PricePerHour = parsed.GetValue(price),
                Labels = parsed.GetValue(labels) is { } file
                    ? File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : throw new CliException(ExitCode.Usage, $"There is no file '{file}' with labelled data.")
                    : null,
            };
            var comparison = await client.Comparison.StartAsync(name, order, cancellationToken);
            for (var told = ""; !comparison.IsOver; comparison = await client.Comparison.ShowAsync(name, cancellationToken))
            {
                if (comparison.Doing != told)
                {
                    gateway.Terminal.Note(told = comparison.Doing);
                }

                await Task.Delay(Pause, gateway.Terminal.Time, cancellationToken);
            }

            if (comparison.Failure is { } failure)
            {
                throw new CliException(ExitCode.Failed, $"{failure.Title}: {failure.Detail}");
            }

            var report = parsed.GetValue(output) ?? $"comparison-{name}.html";
            await File.WriteAllBytesAsync(report, await client.Comparison.ReadReportAsync(name, "html", cancellationToken), cancellationToken);
            Write(gateway, comparison, parsed.GetValue(gateway.Json));
            gateway.Terminal.Note($"The report with pictures is in {Path.GetFullPath(report)}.");
            return ExitCode.Ok;
        });
    }

    private static void Write(GatewayCommand gateway, Comparison comparison, bool json)
    {
        if (json)
        {
            gateway.Terminal.WriteJson(comparison);
            return;
        }

        gateway.Terminal.WriteRows(["ENCODER", "ZERO-SHOT", "RECALL@10", "PURITY@10", "IMAGES/S", "HOURS", "LICENCE"], comparison.Encoders.Select(static one => (IReadOnlyList<string>)
        [
            one.Encoder, Share(one.ZeroShot), Share(one.TextRecall), Share(one.Purity), one.ImagesPerSecond.ToString("0.0", CultureInfo.InvariantCulture),
            one.Hours.ToString("0.00", CultureInfo.InvariantCulture), one.Licence ?? "not said",
        ]));
        gateway.Terminal.WriteLine(comparison.Verdict ?? "");
    }

    private static string Share(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
