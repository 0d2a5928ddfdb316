using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Cluster.Gateway.Jobs;

/// <summary>What routes that answer with <see cref="ProgressEvents"/> have in common.</summary>
internal static class EventRoutes
{
    /// <summary>Says that it tells <typeparamref name="TView"/> as server-sent events, for as long as there is something to tell.</summary>
    public static RouteHandlerBuilder TellsEvents<TView>(this RouteHandlerBuilder route) => route
        .Produces<TView>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound)
        .WithMetadata(new DisableRequestTimeoutAttribute());
}
