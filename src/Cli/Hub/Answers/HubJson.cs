using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Cli.Hub.Answers;

/// <summary>Reads the hub's answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RevisionAnswer))]
[JsonSerializable(typeof(IReadOnlyList<TreeEntry>))]
internal sealed partial class HubJson : JsonSerializerContext;
