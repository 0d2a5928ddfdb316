using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Access;

/// <summary>What a write is about where its route does not say. Handlers take it as a parameter and name what they have read; the audit log tells it.</summary>
internal sealed class AuditSubject
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>By name, in the words of the routes: <c>id</c>, <c>collection</c>.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Names a part of it. Never a secret, a shopper, or words of a body that are no name.</summary>
    public void Is(string what, string value) => _values[what] = value;

    /// <summary>The subject of a request; null where none was asked for.</summary>
    public static AuditSubject? Of(HttpContext context) => context.Features.Get<AuditSubject>();

    /// <summary>Lets handlers take it as a parameter.</summary>
    public static ValueTask<AuditSubject?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var subject = Of(context) ?? new AuditSubject();
        context.Features.Set(subject);
        return ValueTask.FromResult<AuditSubject?>(subject);
    }
}
