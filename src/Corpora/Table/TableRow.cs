using System.Globalization;
using Cluster.Domain.Payloads;

namespace Cluster.Corpora.Table;

/// <summary>A row: its values by column, absent ones left out; and its position in the table or piece.</summary>
internal readonly record struct TableRow(long Position, IReadOnlyDictionary<string, PayloadValue> Values)
{
    /// <summary>The value of a column as text; null when it is absent.</summary>
    public string? Text(string column) => !Values.TryGetValue(column, out var value) ? null : value switch
    {
        PayloadValue.Text text => text.Value,
        PayloadValue.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
