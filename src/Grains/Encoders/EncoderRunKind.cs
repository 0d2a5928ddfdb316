namespace Cluster.Grains.Encoders;

/// <summary>Work on an encoder that takes minutes.</summary>
public enum EncoderRunKind
{
    /// <summary>Variants are compared with the reference.</summary>
    Verification = 0,

    /// <summary>Settings are measured: nothing else is to run beside it.</summary>
    Tuning = 1,
}
