namespace Cluster.Encoders.Parity;

/// <summary>What must have passed the parity gate before a shard takes it.</summary>
public enum ParityRequirement
{
    /// <summary>Nothing.</summary>
    Off = 0,

    /// <summary>Whatever computes in another precision than the reference: other files, and TensorRT in 16 bits.</summary>
    Precision = 1,

    /// <summary>Everything but the reference on the processor.</summary>
    Everything = 2,
}
