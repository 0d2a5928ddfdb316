using Cluster.Gateway.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Failures;

/// <summary>Explains the <c>type</c> of a problem at its own address.</summary>
internal static class ProblemEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/problems/{code}", static IResult (string code) => ProblemTable.All.FirstOrDefault(kind => kind.Code == code) is { } kind
            ? Results.Ok(new { type = kind.Type, title = kind.Title, status = kind.Status, advice = kind.Advice })
            : Problems.NoSuchRoute($"/problems/{code}"))
        .ExcludeFromDescription().IsOpenToAll();
}
