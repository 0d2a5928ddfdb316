namespace Cluster.Domain.Outcomes;

/// <summary>The rules about failures that every room shares.</summary>
public static class FailureKinds
{
    /// <summary>Whether the same attempt may succeed later, with nothing changed by the user.</summary>
    public static bool IsTransient(this FailureKind kind) =>
        kind is FailureKind.Unavailable or FailureKind.Overloaded or FailureKind.TimedOut or FailureKind.Unsettled;

    /// <summary>Whether the failure says nothing against the work that met it: a lease moved, the cluster settles, or the index asks for patience.</summary>
    public static bool IsBlameless(this FailureKind kind) =>
        kind is FailureKind.LeaseLost or FailureKind.Unsettled or FailureKind.Overloaded;

    /// <summary>Whether the failure is about one image and ends in quarantine.</summary>
    public static bool IsQuarantineReason(this FailureKind kind) => (int)kind is > 0 and < 100;

    /// <summary>Whether an image set aside for this reason may be fine the next time though its stored version is the same.</summary>
    public static bool MayPass(this FailureKind kind) => kind
        is FailureKind.Gone or FailureKind.Forbidden or FailureKind.TimedOut or FailureKind.EncoderRefused or FailureKind.NonFiniteEmbedding;

    /// <summary>The reason code as users write it: <c>too-many-pixels</c>.</summary>
    public static string ToCode(this FailureKind kind)
    {
        var name = kind.ToString();
        return string.Concat(name.Select(static (c, i) =>
            char.IsAsciiLetterUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
    }

    /// <summary>Reads what <see cref="ToCode"/> wrote; false for an unknown code.</summary>
    public static bool TryParseCode(string code, out FailureKind kind)
    {
        foreach (var candidate in Enum.GetValues<FailureKind>())
        {
            if (candidate.ToCode() == code)
            {
                kind = candidate;
                return true;
            }
        }

        kind = FailureKind.None;
        return false;
    }
}
