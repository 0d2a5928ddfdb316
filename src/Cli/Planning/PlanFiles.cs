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

    /// <exception cref="CliException">The file cannot be read, or says something that is not known.</exception>
    public static T Read<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), Json) ?? throw new CliException(ExitCode.Usage, $"{file} holds nothing.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException(ExitCode.Usage, $"{file} cannot be read: {fault.Message}");
        }
    }
}
