using System.CommandLine;
using System.Globalization;
using Cluster.Client.Encoders.Verification;

namespace Cluster.Cli.Encoders;

/// <summary><c>cluster encoders verify</c>: has a silo compare an encoder's variants with its reference, and waits for the outcome.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Create(GatewayCommand gateway)
    {
        var model = new Argument<string>("model") { Description = "The encoder's name" };
        var precision = new Option<string?>("--precision") { Description = "fp32, fp16 or int8. Default: every one whose files are there" };
        var provider = new Option<string>("--provider") { Description = "auto, cpu, cuda or tensorrt", DefaultValueFactory = static _ => "auto" };
        var reference = new Option<string>("--reference") { Description = "What to compare with", DefaultValueFactory = static _ => "fp32" };
        var sample = new Option<string?>("--sample") { Description = "A folder of pictures, on the silo's machine. Default: generated ones", HelpName = "FOLDER" };
        var images = new Option<int>("--images") { Description = "Pictures to compare, 11 to 10,000", DefaultValueFactory = static _ => 200 };
        return gateway.Does(new Command("verify", "Compare an encoder's variants with its reference, and sign the outcome off beside the model") { model, precision, provider, reference, sample, images }, async (parsed, client, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(model);
            var folder = parsed.GetValue(sample) is { } path ? Path.GetFullPath(path) : null;
            var order = new VerificationOrder(parsed.GetValue(precision), parsed.GetRequiredValue(provider), parsed.GetRequiredValue(reference), folder, parsed.GetValue(images));
            var before = (await client.ShowVerificationAsync(name, cancellationToken)).Results.ToDictionary(static result => result.Variant, static result => result.CheckedAt);
            var now = await client.StartVerificationAsync(name, order, cancellationToken);
            gateway.Terminal.Note($"Comparing {name} with its reference; this takes minutes for a large encoder.");
            while (now.Running)
            {
                await Task.Delay(Pause, gateway.Terminal.Time, cancellationToken);
                now = await client.ShowVerificationAsync(name, cancellationToken);
            }

            if (now.Failure is { } failure)
            {
                throw new CliException(ExitCode.Failed, failure.Detail);
            }

            VerifiedVariant[] results = [.. now.Results.Where(result => !before.TryGetValue(result.Variant, out var at) || at < result.CheckedAt)];
            Write(gateway, parsed.GetValue(gateway.Json), results);
            return results.Length > 0 && results.All(static result => result.Passed) ? ExitCode.Ok : ExitCode.Failed;
        });
    }

    private static void Write(GatewayCommand gateway, bool json, VerifiedVariant[] results)
    {
        if (json)
        {
            gateway.Terminal.WriteJson(results);
            return;
        }

        gateway.Terminal.WriteRows(["VARIANT", "OUTCOME", "PICTURES", "MEAN", "WORST", "OVERLAP@10", "TEXTS MEAN", "TEXTS WORST", "LABELS ALIKE"], results.Select(static result => (IReadOnlyList<string>)
        [
            result.Variant, result.Passed ? "passed" : "fell short", result.Images.ToString(CultureInfo.InvariantCulture), Figure(result.MeanCosine), Figure(result.WorstCosine), Figure(result.Overlap),
            Figure(result.TextMeanCosine), Figure(result.TextWorstCosine), Figure(result.ZeroShotAgreement),
        ]));
        foreach (var shortfall in results.SelectMany(static result => result.Shortfalls.Select(fault => $"{result.Variant}: {fault}")))
        {
            gateway.Terminal.Note(shortfall);
        }
    }

    private static string Figure(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "-";
}
