using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;

namespace Cluster.Encoders.Parity;

/// <summary>The results beside a model: <c>parity.json</c>, one a variant.</summary>
internal static class ParityFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>What is signed off; empty without the file.</summary>
    /// <exception cref="FailureException">ModelIncomplete when the file cannot be read.</exception>
    public static IReadOnlyList<ParityResult> Read(string folder)
    {
        var path = Path.Combine(folder, ModelFiles.Parity);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<ParityResult>>(File.ReadAllBytes(path), Json) ?? [];
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.ModelIncomplete, $"{ModelFiles.Parity} of '{Path.GetFileName(folder)}' cannot be read; verify the encoder again: {fault.Message}", fault);
        }
    }

    /// <summary>Puts a result in the place of the earlier one of its variant. The file appears whole or not at all.</summary>
    /// <exception cref="FailureException">Unavailable when the folder cannot be written.</exception>
    public static void Write(string folder, ParityResult result)
    {
        IReadOnlyList<ParityResult> others;
        try
        {
            others = [.. Read(folder).Where(other => other.Variant != result.Variant)];
        }
        catch (FailureException)
        {
            others = [];
        }

        var path = Path.Combine(folder, ModelFiles.Parity);
        try
        {
            File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<ParityResult>>([.. others, result], Json));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Unavailable, $"The result cannot be written beside the model: {fault.Message}", fault);
        }
    }
}
