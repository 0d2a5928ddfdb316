using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cluster.Artifacts.Ledger;

/// <summary>A place in a job's ledger: behind line <paramref name="Line"/> of the segment <paramref name="Segment"/>.</summary>
/// <param name="Segment">Partition and segment, as in the artifact's name: <c>00000003/000000000512.jsonl</c>.</param>
/// <param name="Line">Lines of the segment already read, from 1.</param>
public readonly record struct LedgerCursor(string Segment, int Line)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LedgerCursor cursor)
    {
        cursor = default;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            return false;
        }

        cursor = new(text![..colon], line);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}:{Line}");
}
