namespace Cluster.Domain.Jobs;

/// <summary>What a job may do from where it stands.</summary>
public static class JobRules
{
    /// <summary>Whether the job will never work again by itself or when asked.</summary>
    public static bool IsOver(this JobState state) => state is JobState.Completed or JobState.Cancelled;

    /// <summary>Whether <c>pause</c> means something.</summary>
    public static bool CanPause(this JobState state) => state is JobState.Running;

    /// <summary>Whether <c>resume</c> means something.</summary>
    public static bool CanResume(this JobState state) => state is JobState.Paused or JobState.Failed;

    /// <summary>Whether a person is asked whether points may be deleted.</summary>
    public static bool CanDecide(this JobState state) => state is JobState.Held;

    /// <summary>Whether <c>cancel</c> means something.</summary>
    public static bool CanCancel(this JobState state) => !state.IsOver();
}
