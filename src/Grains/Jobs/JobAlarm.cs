using Orleans.Timers;

namespace Cluster.Grains.Jobs;

/// <summary>Wakes the grain of a running job after a crash, where the host has reminders; a cluster of one process wakes its jobs when it starts.</summary>
public sealed class JobAlarm(IReminderRegistry? reminders = null)
{
    private const string Name = "running";
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>From now on the grain is called every minute, wherever it then lives.</summary>
    public Task SetAsync(GrainId grain) => reminders is null ? Task.CompletedTask : reminders.RegisterOrUpdateReminder(grain, Name, Period, Period);

    /// <summary>No more.</summary>
    public async Task ClearAsync(GrainId grain)
    {
        if (reminders is not null && await reminders.GetReminder(grain, Name) is { } reminder)
        {
            await reminders.UnregisterReminder(grain, reminder);
        }
    }
}
