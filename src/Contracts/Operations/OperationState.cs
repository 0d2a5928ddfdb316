namespace Cluster.Contracts.Operations;

/// <summary>Where a long operation stands. Numbers are stable: they are stored.</summary>
public enum OperationState
{
    /// <summary>At work.</summary>
    Running = 0,

    /// <summary>Done; the findings are complete.</summary>
    Completed = 1,

    /// <summary>Ended by a fault.</summary>
    Failed = 2,
}
