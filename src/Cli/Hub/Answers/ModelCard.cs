using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Cli.Hub.Answers;

/// <summary>The head of a model's README as the hub gives it.</summary>
internal sealed record ModelCard(JsonElement? License, [property: JsonPropertyName("license_name")] string? LicenseName);
