using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Access;

/// <summary>What browsers are told about every answer: to take it for what it says it is, to run nothing of it, and to show it in no other page.</summary>
internal static class SecurityHeaders
{
    /// <summary>Sets them; a page that needs more says so afterwards.</summary>
    public static void Set(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
    }
}
