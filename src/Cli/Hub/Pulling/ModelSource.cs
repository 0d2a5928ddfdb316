using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>Where a pulled model came from: <c>source.json</c> in its folder.</summary>
/// <param name="Hub">Its id on the hub.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Precision">The precision of its graphs.</param>
/// <param name="Licence">Licence of the weights; null where neither the hub nor a manifest states one.</param>
/// <param name="Files">SHA-256 a file, by its path in the folder.</param>
internal sealed record ModelSource(string Hub, string Commit, string Precision, string? Licence, IReadOnlyDictionary<string, string> Files)
{
    private const string FileName = "source.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it into a model folder.</summary>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
}
