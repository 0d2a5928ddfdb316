using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Decoding;

/// <summary>A picture whose header is read and whose rows come on demand, from the top, each once.</summary>
internal abstract class PixelSource : IDisposable
{
    public abstract int Width { get; }

    public abstract int Height { get; }

    /// <summary>The size that the file announces, where the rows have another: turned upright, or decoded at reduced size.</summary>
    public virtual (int Width, int Height) StoredSize => (Width, Height);

    public abstract PixelFormat Format { get; }

    /// <summary>EXIF orientation, 1 to 8; 1 is upright.</summary>
    public virtual int Orientation => 1;

    /// <summary>Decodes the next <paramref name="count"/> rows, of which <paramref name="first"/> is the first.</summary>
    public abstract Failure? Read(int first, int count, out PixelRows rows);

    public abstract void Dispose();
}
