using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cluster.Client.Jobs;

namespace Cluster.Cli.Jobs;

/// <summary>Images set aside, as lines of a file.</summary>
internal static class QuarantineFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all images; how many there were.</summary>
    public static async Task<long> WriteAsync(Action<string> line, IAsyncEnumerable<QuarantinedImage> images, bool csv, CancellationToken cancellationToken)
    {
        if (csv)
        {
            line("key,reason,detail,etag,first_seen,tries");
        }

        var count = 0L;
        await foreach (var image in images.WithCancellation(cancellationToken))
        {
            line(csv ? CsvOf(image) : JsonSerializer.Serialize(image, Json));
            count++;
        }

        return count;
    }

    private static string CsvOf(QuarantinedImage image) => string.Join(
        ',',
        Quoted(image.Key),
        image.Reason,
        Quoted(image.Detail),
        Quoted(image.ETag),
        image.FirstSeen.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        image.Tries.ToString(CultureInfo.InvariantCulture));

    // RFC 4180. A cell that a spreadsheet would take for a formula is quoted like any other; keys are not changed.
    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
