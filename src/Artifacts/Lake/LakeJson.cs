using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Artifacts.Lake;

[JsonSerializable(typeof(LakeManifest))]
[JsonSerializable(typeof(LakeDeletion))]
internal sealed partial class LakeJson : JsonSerializerContext
{
    /// <summary>For files: keys of any language stay readable.</summary>
    public static LakeJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
