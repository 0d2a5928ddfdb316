using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Folder;

/// <summary>Turns what the file system refuses into failures that say what to do.</summary>
internal static class FolderFaults
{
    // ENOSPC of Linux and ERROR_DISK_FULL of Windows, as HResult carries them.
    private const int NoSpaceUnix = 28;
    private const int DiskFullWindows = unchecked((int)0x80070070);

    public static void Guard(string what, Action act) => Guard(what, () =>
    {
        act();
        return true;
    });

    public static T Guard<T>(string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(what, e);
        }
    }

    public static Task GuardAsync(string what, Func<Task> act) => GuardAsync(what, async () =>
    {
        await act();
        return true;
    });

    public static async Task<T> GuardAsync<T>(string what, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(what, e);
        }
    }

    private static FailureException Translate(string what, Exception e) => e switch
    {
        UnauthorizedAccessException => new(
            FailureKind.Forbidden, $"The artifact folder refuses '{what}'; give the process read and write permission.", e),
        { HResult: NoSpaceUnix or DiskFullWindows } => new(
            FailureKind.StorageFull, $"The artifact folder has no room for '{what}'; free some space.", e),
        _ => new(FailureKind.Unavailable, $"The artifact folder does not serve '{what}' now: {e.Message}", e),
    };
}
