using System.Security.Cryptography;
using System.Text;
using Cluster.Gateway.Failures;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Shoppers;

/// <summary>The grain key of a shopper: a hash, so that an id that is a name or an address is stored nowhere and can be any text.</summary>
internal static class ShopperKey
{
    private const int MaxLength = 256;

    /// <summary>SHA-256 of the id, lower-case hex.</summary>
    /// <exception cref="Domain.Outcomes.FailureException">InvalidRequest: the id is blank or too long.</exception>
    public static string For(string shopper)
    {
        Require(!string.IsNullOrWhiteSpace(shopper) && shopper.Length <= MaxLength, $"The shopper's id '{Problems.Shorten(shopper)}' is blank or has more than {MaxLength} characters.");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("shopper\0" + shopper)));
    }
}
