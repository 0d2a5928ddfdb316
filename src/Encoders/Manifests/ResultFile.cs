using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Domain.Outcomes;

namespace Cluster.Encoders.Manifests;

/// <summary>A file beside a model with a list of what was found out about it. It is no part of the model: the space knows nothing of it.</summary>
/// <param name="name">The file's name in the model folder.</param>
/// <param name="advice">What to do when it cannot be read: <c>verify the encoder again</c>.</param>
internal sealed class ResultFile<T>(string name, string advice)
    where T : class
{
    private readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>What is in it; nothing without the file.</summary>
    /// <exception cref="FailureException">ModelIncomplete when the file cannot be read.</exception>
    public IReadOnlyList<T> Read(string folder)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var results = JsonSerializer.Deserialize<List<T?>>(File.ReadAllBytes(path), _json) ?? [];
            return results.Contains(null) ? throw new JsonException("it holds null where a result should be") : [.. results.OfType<T>()];
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.ModelIncomplete, $"{name} of '{Path.GetFileName(folder)}' cannot be read; {advice}: {fault.Message}", fault);
        }
    }

    /// <summary>Puts a result in the place of those that it replaces. The file appears whole or not at all.</summary>
    /// <exception cref="FailureException">Unavailable when the folder cannot be written.</exception>
    public void Write(string folder, T result, Func<T, bool> isReplaced)
    {
        IReadOnlyList<T> others;
        try
        {
            others = [.. Read(folder).Where(other => !isReplaced(other))];
        }
        catch (FailureException)
        {
            others = [];
        }

        var path = Path.Combine(folder, name);
        try
        {
            File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<T>>([.. others, result], _json));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Unavailable, $"The result cannot be written beside the model: {fault.Message}", fault);
        }
    }
}
