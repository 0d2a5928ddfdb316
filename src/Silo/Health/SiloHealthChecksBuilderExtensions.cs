using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cluster.Silo.Health;

/// <summary>Adds what a silo looks at.</summary>
public static class SiloHealthChecksBuilderExtensions
{
    /// <summary>Adds <see cref="MembershipHealth"/> as <c>membership</c> and <see cref="EncoderCanary"/> as <c>encoders</c>.</summary>
    public static IHealthChecksBuilder AddSiloHealth(this IHealthChecksBuilder checks)
    {
        checks.Services.TryAddSingleton<EncoderCanary>();
        return checks.AddCheck<MembershipHealth>("membership").AddCheck<EncoderCanary>("encoders");
    }
}
