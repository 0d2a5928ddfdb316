namespace Cluster.Bench.Models;

/// <summary>How the weights of a generated graph are held.</summary>
public enum Precision
{
    /// <summary>32-bit floats.</summary>
    Fp32,

    /// <summary>16-bit floats inside, 32-bit at both ends.</summary>
    Fp16,

    /// <summary>Signed bytes, activations quantised as they come (as Optimum's dynamic quantisation does).</summary>
    Int8,
}
