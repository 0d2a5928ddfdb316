using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Failures;

/// <summary>Turns outcomes into answers.</summary>
internal static class OutcomeAnswers
{
    /// <summary>The value as <paramref name="view"/> shows it with status 200, or the failure's problem document.</summary>
    public static IResult ToAnswer<T>(this Outcome<T> outcome, Func<T, object> view)
        where T : class => outcome.Succeeded ? Results.Ok(view(outcome.Value)) : Problems.Of(outcome.Failure);
}
