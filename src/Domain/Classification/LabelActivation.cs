namespace Cluster.Domain.Classification;

/// <summary>What makes probabilities of logits.</summary>
public enum LabelActivation
{
    /// <summary>Exactly one label applies; the probabilities sum to 1.</summary>
    Softmax = 0,

    /// <summary>Each label applies or not, whatever the others do.</summary>
    Sigmoid = 1,
}
