using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>Rows as lines of JSON.</summary>
internal static class LedgerRows
{
    public static void Write(IBufferWriter<byte> output, QuarantineRow row)
    {
        output.Write(JsonSerializer.SerializeToUtf8Bytes(LedgerLine.Of(row), LedgerJson.Plain.LedgerLine));
        output.Write("\n"u8);
    }

    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<QuarantineRow> rows, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            Write(buffer, row);
            await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }
    }

    public static async IAsyncEnumerable<QuarantineRow> ReadAsync(
        TextReader lines, ArtifactName name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            yield return Parse(line, name, number);
        }
    }

    private static QuarantineRow Parse(string line, ArtifactName name, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LedgerJson.Plain.LedgerLine)?.ToRow() ?? throw new InvalidDataException("The line holds null.");
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"Row {number} of the ledger artifact '{name}' is damaged; restore the artifact. {e.Message}", e);
        }
    }
}
