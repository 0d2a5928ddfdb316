using System.Security.Cryptography;
using Cluster.Gateway.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Cluster.Gateway.Page;

/// <summary>Serves the page at <c>/</c> from the assembly: plain files, nothing built, nothing fetched from elsewhere.</summary>
internal static class PageEndpoints
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> ContentTypes = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapFile(routes, "/", "index.html");
        MapFile(routes, "/favicon.ico", "icon.svg");
        foreach (var file in (ReadOnlySpan<string>)["style.css", "parts.css", "app.js", "api.js", "asked.js", "jobs.js", "picture.js", "results.js", "views.css", "views.js", "collections.js", "comparison.js", "elements.js", "work.js", "playground.js"])
        {
            MapFile(routes, $"/page/{file}", file);
        }
    }

    private static void MapFile(IEndpointRouteBuilder routes, string address, string file)
    {
        var contentType = ContentTypes[Path.GetExtension(file)];
        var bytes = Read(file);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
        routes.MapGet(address, IResult (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(bytes, contentType, entityTag: tag);
        }).ExcludeFromDescription().IsOpenToAll();
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(PageEndpoints).Assembly.GetManifestResourceStream($"page/{file}")
            ?? throw new InvalidOperationException($"The assembly carries no page file '{file}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
