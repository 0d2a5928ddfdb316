using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cluster.Artifacts.Ledger;

/// <summary>A place in a job's ledger: behind row <paramref name="Row"/> of the partition <paramref name="Partition"/>.</summary>
/// <param name="Partition">The partition's ordinal.</param>
/// <param name="Row">Rows of the partition already read, from 1.</param>
public readonly record struct LedgerCursor(int Partition, long Row)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LedgerCursor cursor)
    {
        cursor = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0
            || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            return false;
        }

        cursor = new(partition, row);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Partition}:{Row}");
}
