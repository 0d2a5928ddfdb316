using System.Text.Json;
using Cluster.Domain.Outcomes;
using Cluster.Imaging;

namespace Cluster.Encoders.Manifests;

/// <summary>A configuration file of a model folder, with errors that name the file and the key.</summary>
internal sealed class JsonConfig
{
    private readonly string _file;
    private readonly JsonElement _root;

    private JsonConfig(string file, JsonElement root) => (_file, _root) = (file, root);

    public static bool Exists(string folder, string name) => File.Exists(Path.Combine(folder, name));

    /// <exception cref="FailureException">ModelIncomplete.</exception>
    public static JsonConfig Read(string folder, string name)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, name));
            using var document = JsonDocument.Parse(stream);
            return new JsonConfig(name, document.RootElement.Clone());
        }
        catch (IOException fault)
        {
            throw new FailureException(FailureKind.ModelIncomplete, $"The model folder '{Path.GetFileName(folder)}' has no readable {name}.", fault);
        }
        catch (JsonException fault)
        {
            throw new FailureException(FailureKind.ModelIncomplete, $"{name} in '{Path.GetFileName(folder)}' is not valid JSON: {fault.Message}", fault);
        }
    }

    public JsonConfig? Section(string key) =>
        _root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Object ? new JsonConfig($"{_file}:{key}", value) : null;

    /// <summary>Whether the key is there with a value.</summary>
    public bool Has(string key) => _root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Whether the key holds a list.</summary>
    public bool IsList(string key) => _root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array;

    /// <summary>The first text of a list; null when there is none.</summary>
    public string? FirstText(string key) =>
        IsList(key) && _root.GetProperty(key).EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.String } first ? first.GetString() : null;

    public string? Text(string key) => _root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool? Truth(string key) => _root.TryGetProperty(key, out var value) ? value.ValueKind == JsonValueKind.True : null;

    public double? Number(string key) => _root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public int Whole(string key) => _root.TryGetProperty(key, out var value) && value.TryGetInt32(out var number) && number > 0
        ? number
        : throw Missing(key, "a positive whole number");

    /// <summary>A positive whole number, or what the library that reads the file takes when it is left out.</summary>
    public int Whole(string key, int otherwise) => Has(key) ? Whole(key) : otherwise;

    /// <summary>A number, or an object with height and width, or one side.</summary>
    public (int Width, int Height, bool IsShortest) Size(string key)
    {
        if (!_root.TryGetProperty(key, out var value))
        {
            throw Missing(key, "a size");
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            return (value.GetInt32(), value.GetInt32(), true);
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2)
        {
            return (value[1].GetInt32(), value[0].GetInt32(), false);
        }

        if (value.TryGetProperty("shortest_edge", out var edge))
        {
            return (edge.GetInt32(), edge.GetInt32(), true);
        }

        return value.TryGetProperty("width", out var width) && value.TryGetProperty("height", out var height)
            ? (width.GetInt32(), height.GetInt32(), false)
            : throw Missing(key, "shortest_edge, or width and height");
    }

    public ChannelStatistics? Channels(string key) =>
        _root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 3
            ? new ChannelStatistics(value[0].GetDouble(), value[1].GetDouble(), value[2].GetDouble())
            : null;

    public FailureException Missing(string key, string expected) =>
        new(FailureKind.ModelIncomplete, $"{_file} should have '{key}' as {expected}.");
}
