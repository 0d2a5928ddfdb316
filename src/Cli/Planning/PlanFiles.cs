using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Cli.Planning;

/// <summary>How calibrations and prices are written.</summary>
internal static class PlanFiles
{
    /// <summary>A name that is not known is a mistake in a file of prices, not a price of nothing.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip,
    };
}
