using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Failures;

/// <summary>The one table from failures to problem documents (RFC 9457).</summary>
public static class Problems
{
    /// <summary>The HTTP status of a failure.</summary>
    public static int Status(FailureKind kind) => kind switch
    {
        FailureKind.InvalidRequest or FailureKind.BadImage or FailureKind.CorpusNotFound or FailureKind.ModelIncomplete => StatusCodes.Status400BadRequest,
        FailureKind.Forbidden => StatusCodes.Status403Forbidden,
        FailureKind.EncoderNotFound or FailureKind.CollectionNotFound or FailureKind.PointNotFound or FailureKind.JobNotFound or FailureKind.Gone =>
            StatusCodes.Status404NotFound,
        FailureKind.SpaceMismatch or FailureKind.Conflict or FailureKind.LeaseLost => StatusCodes.Status409Conflict,
        FailureKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FailureKind.Unavailable or FailureKind.Overloaded or FailureKind.TimedOut => StatusCodes.Status503ServiceUnavailable,
        FailureKind.StorageFull => StatusCodes.Status507InsufficientStorage,
        _ when kind.IsQuarantineReason() => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The stable type of a failure.</summary>
    public static string Type(FailureKind kind) => $"/problems/{kind.ToCode()}";

    /// <summary>The problem document of a failure.</summary>
    public static ProblemHttpResult From(Failure failure) => TypedResults.Problem(
        type: Type(failure.Kind), title: Title(failure.Kind), detail: failure.Detail, statusCode: Status(failure.Kind));

    /// <summary>200 with the value as <paramref name="show"/> gives it, or the problem.</summary>
    public static IResult Answer<T>(Outcome<T> outcome, Func<T, object> show)
        where T : class => outcome.Succeeded ? Results.Ok(show(outcome.Value)) : From(outcome.Failure);

    private static string Title(FailureKind kind)
    {
        var words = kind.ToCode().Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
