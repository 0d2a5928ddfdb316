using System.Security.Cryptography;
using System.Text;
using Cluster.Gateway.Access;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Limits;

/// <summary>
/// Makes the id of what a POST creates from the caller's <c>Idempotency-Key</c>, so that the same request sent again meets what the first one made, however
/// long ago, on whichever gateway; nothing has to be remembered beside it.
/// </summary>
internal static class IdempotencyKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 200;

    /// <summary>The id, 24 hex digits; null where no key was sent.</summary>
    /// <param name="key">The header's value.</param>
    /// <param name="caller">Two callers' keys never meet.</param>
    /// <param name="kind">What is created; the same key may be used for different things.</param>
    /// <exception cref="Domain.Outcomes.FailureException">InvalidRequest: the key is blank or too long.</exception>
    public static string? IdFor(string? key, Caller caller, string kind)
    {
        if (key is null)
        {
            return null;
        }

        Require(!string.IsNullOrWhiteSpace(key) && key.Length <= MaxLength, $"The header {Header} is blank or has more than {MaxLength} characters.");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{caller.Name}\n{key}")).AsSpan(0, 12));
    }
}
