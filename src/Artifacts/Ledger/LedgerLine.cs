using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>A row as it is stored: one line of JSON, the reason by its code.</summary>
internal sealed record LedgerLine(string Key, string Position, string Reason, string Detail, string Etag, DateTimeOffset FirstSeen, int Tries)
{
    public static LedgerLine Of(QuarantineRow row) =>
        row.Reason.IsQuarantineReason()
            ? new(row.Key.Value, row.Position, row.Reason.ToCode(), row.Detail, row.ETag, row.FirstSeen.ToUniversalTime(), row.Tries)
            : throw new ArgumentException($"{row.Reason} is no reason to quarantine an image; '{row.Key}' must be tried again instead.", nameof(row));

    public QuarantineRow ToRow() =>
        FailureKinds.TryParseCode(Reason, out var reason)
            ? new(new BlobKey(Key), Position, reason, Detail, Etag, FirstSeen, Tries)
            : throw new InvalidDataException($"'{Reason}' is not a reason code.");
}
