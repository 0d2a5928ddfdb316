namespace Cluster.Domain.Collections;

/// <summary>What a generation of a collection is for. Numbers are stable: they are stored.</summary>
public enum GenerationRole
{
    /// <summary>Answers queries.</summary>
    Live = 0,

    /// <summary>Being built beside the live one.</summary>
    Building = 1,

    /// <summary>Was live before and can be again; goes on receiving every change until it is retired.</summary>
    Retained = 2,
}
