namespace Cluster.Cli;

/// <summary>What scripts can rely on.</summary>
public static class ExitCode
{
    /// <summary>Done as asked.</summary>
    public const int Ok = 0;

    /// <summary>The gateway refused, the job failed, or a check did not hold.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The gateway, or the hub, cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>Ended by Ctrl+C.</summary>
    public const int Interrupted = 130;
}
