using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Reports;

/// <summary>A stored report. A page has its style and its pictures in itself, and may use nothing else.</summary>
internal sealed class ReportAnswer(ReadOnlyMemory<byte> content, string contentType) : IResult
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Bytes(content, contentType).ExecuteAsync(context);
    }
}
