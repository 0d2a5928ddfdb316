using System.Reflection;
using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Access;

/// <summary>Who asks. Handlers take it as a parameter.</summary>
/// <param name="Key">The key that was shown; null where none is needed.</param>
internal sealed record Caller(ApiKey? Key)
{
    /// <summary>Anybody, where the gateway asks for no key.</summary>
    public static Caller Anybody { get; } = new((ApiKey?)null);

    /// <summary>Names the caller in limits and in the audit log.</summary>
    public string Name => Key?.Id ?? "anybody";

    /// <summary>Whether the caller may do what needs <paramref name="scope"/>.</summary>
    public bool Has(AccessScope scope) => Key is null || Key.Scope >= scope;

    /// <summary>Whether the caller reaches a collection.</summary>
    public bool Reaches(string collection) => Key is null || Key.Reaches(collection);

    /// <summary>Whether the caller reaches all collections.</summary>
    public bool ReachesAll => Key is null or { Collections.Count: 0 };

    /// <summary>Refuses a caller that does not reach a collection.</summary>
    /// <exception cref="FailureException">NotAllowed.</exception>
    public void RequireReach(string collection)
    {
        if (!Reaches(collection))
        {
            throw new FailureException(FailureKind.NotAllowed, $"The key '{Name}' does not reach collection '{Problems.Shorten(collection)}'.");
        }
    }

    /// <summary>The caller of a request, as <see cref="AccessGuard"/> found it.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Anybody;

    /// <summary>Lets handlers take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<Caller?>(Of(context));
}
