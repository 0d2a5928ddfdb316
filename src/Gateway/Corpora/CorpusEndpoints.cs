using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Corpora;

/// <summary>Corpora as resources. A job makes one; it is gone when no collection holds anything of it.</summary>
internal static class CorpusEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var corpora = v1.MapGroup("/corpora").WithTags("Corpora").NeedsAndChecksReach(AccessScope.Read);
        corpora.MapGet("/", static async (CorpusReader reader, Caller caller, CancellationToken cancellationToken) =>
                new CorpusPage(await reader.ListAsync(null, caller, cancellationToken)))
            .WithName("ListCorpora").WithSummary("All corpora, by name, with the collections that they feed");
        corpora.MapGet("/{corpus}", static async (string corpus, CorpusReader reader, Caller caller, CancellationToken cancellationToken) =>
                await reader.ListAsync(corpus, caller, cancellationToken) is [var found]
                    ? Results.Ok(found)
                    : Problems.Of(new Failure(FailureKind.CorpusNotFound, $"No collection holds anything of a corpus '{Problems.Shorten(corpus)}'. /v1/corpora lists the corpora there are.")))
            .WithName("ShowCorpus").WithSummary("One corpus, with its places and its last jobs")
            .Produces<CorpusResource>().ProducesProblem(StatusCodes.Status404NotFound);
    }
}
