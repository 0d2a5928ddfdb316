using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.AzureBlob;

/// <summary>What Azure's errors mean here. None of the texts repeats the service's own message, which may quote a signed request.</summary>
internal static class BlobFaults
{
    /// <summary>The failure of one blob's read; null for a bug or a cancellation.</summary>
    public static Failure? OfBlob(Exception e, string account) => e switch
    {
        RequestFailedException { ErrorCode: var code } when code == BlobErrorCode.ContainerNotFound || code == BlobErrorCode.ContainerBeingDeleted =>
            new(FailureKind.Unavailable, "The container is not there; put it back."),
        RequestFailedException { Status: 404 or 412 } => new(FailureKind.Gone, "The blob, or the version of it that was listed, is no longer there."),
        RequestFailedException { ErrorCode: var code } when code == BlobErrorCode.BlobArchived =>
            new(FailureKind.Forbidden, "The blob is in the archive tier; rehydrate it."),
        _ when IsSignIn(e) => new(FailureKind.Unavailable, $"The storage account '{account}' does not accept this host's credentials; renew them."),
        RequestFailedException { Status: 401 or 403 } => new(FailureKind.Forbidden, "The storage account refuses access to the blob."),
        _ => Passing(e, account),
    };

    /// <summary>The failure of a listing; null for a bug or a cancellation.</summary>
    public static Failure? OfListing(Exception e, BlobRoot root) => e switch
    {
        RequestFailedException { Status: 404 } => new(FailureKind.CorpusNotFound, $"There is no container '{root.Place}'; correct the location."),
        _ when IsSignIn(e) || e is RequestFailedException { Status: 401 or 403 } => new(
            FailureKind.Forbidden,
            $"The storage account does not let this host list '{root.Place}'; give its credentials the right to read and list."),
        _ => Passing(e, root.Container.AccountName),
    };

    // A rejected sign-in is about the account, not about one blob: quarantining every blob for it would be wrong. A lacking permission
    // may be about one blob, since folders can have access lists.
    private static bool IsSignIn(Exception e) =>
        e is AuthenticationFailedException
        || (e is RequestFailedException { ErrorCode: { } code }
            && code != BlobErrorCode.AuthorizationPermissionMismatch
            && (code.StartsWith("Auth", StringComparison.Ordinal)
                || code == BlobErrorCode.InvalidAuthenticationInfo || code == BlobErrorCode.NoAuthenticationInformation));

    private static Failure? Passing(Exception e, string account) => e switch
    {
        RequestFailedException { Status: 429 or 503 } => new(FailureKind.Overloaded, $"The storage account '{account}' is busy; lower its request budget."),
        RequestFailedException { Status: >= 400 and < 500 and not 408 and not 412 } refused => new(
            FailureKind.Forbidden, $"The storage account '{account}' refuses the request ({refused.Status} {refused.ErrorCode})."),
        TimeoutException or TaskCanceledException { InnerException: TimeoutException } => new(
            FailureKind.TimedOut, $"The storage account '{account}' did not answer in time."),
        RequestFailedException or IOException or HttpRequestException or AggregateException => new(
            FailureKind.Unavailable, $"The storage account '{account}' cannot be reached now."),
        _ => null,
    };
}
