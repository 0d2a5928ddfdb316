using System.Globalization;
using System.Security.Cryptography;

namespace Cluster.Gateway.Limits;

/// <summary>Names what a request makes that names it neither itself nor by an <see cref="IdempotencyKey"/>.</summary>
internal static class NewId
{
    /// <summary>The time, so that ids stand in the order of making, and some chance: <c>20261127-220131-0a1b2c</c>.</summary>
    public static string At(TimeProvider time, int chanceBytes) => string.Create(
        CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(chanceBytes))}");
}
