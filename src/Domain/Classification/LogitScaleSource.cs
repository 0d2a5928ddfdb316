namespace Cluster.Domain.Classification;

/// <summary>Where the numbers of a <see cref="LogitScale"/> come from.</summary>
public enum LogitScaleSource
{
    /// <summary>A file of the model states the trained value.</summary>
    Stated = 0,

    /// <summary>Only the value that training began with is known: the order of labels is right, their probabilities may be too even.</summary>
    Initial = 1,
}
