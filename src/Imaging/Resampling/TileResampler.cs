using Cluster.Imaging.Decoding;

namespace Cluster.Imaging.Resampling;

/// <summary>Brings a picture, whose rows come in strips from the top, to size.</summary>
internal abstract class TileResampler : IDisposable
{
    /// <summary>Takes the next <paramref name="count"/> rows, of which <paramref name="first"/> is the first.</summary>
    public abstract void Accept(PixelRows rows, int first, int count);

    /// <summary>Writes the window, tightly packed, once every row has been accepted.</summary>
    public abstract void Finish(Span<byte> target);

    public abstract void Dispose();
}
