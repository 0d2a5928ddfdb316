using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Artifacts.Ledger;

[JsonSerializable(typeof(LedgerLine))]
[JsonSerializable(typeof(SegmentHeader))]
[JsonSerializable(typeof(PartitionSummary))]
internal sealed partial class LedgerJson : JsonSerializerContext
{
    /// <summary>For files, not for web pages: keys of any language stay readable.</summary>
    public static LedgerJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
