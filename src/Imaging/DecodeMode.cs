namespace Cluster.Imaging;

/// <summary>How JPEGs are decoded.</summary>
public enum DecodeMode
{
    /// <summary>Full size, bit for bit as the reference.</summary>
    Exact = 0,

    /// <summary>Scaled in the DCT domain to no less than twice the target; faster, slightly different pixels.</summary>
    Fast = 1,
}
