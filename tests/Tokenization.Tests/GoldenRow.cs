using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.TestSupport;

namespace Cluster.Tokenization.Tests;

/// <summary>One text of the reference data and what the reference tokenizers make of it.</summary>
public sealed record GoldenRow
{
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    [JsonPropertyName("clip_ids")]
    public required long[] ClipIds { get; init; }

    [JsonPropertyName("open_clip_ids")]
    public long[]? OpenClipIds { get; init; }

    [JsonPropertyName("clip_ids_hf_fast_unpadded")]
    public long[]? HuggingFaceIds { get; init; }

    [JsonPropertyName("bert_ids")]
    public required long[] BertIds { get; init; }

    [JsonPropertyName("bert_mask")]
    public required long[] BertMask { get; init; }

    public static IReadOnlyList<GoldenRow> ReadAll()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("goldens", "tokenizers", "goldens.json")));
        return file.RootElement.GetProperty("rows").Deserialize<GoldenRow[]>()!;
    }
}
