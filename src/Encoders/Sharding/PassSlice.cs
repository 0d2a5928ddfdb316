namespace Cluster.Encoders.Sharding;

/// <summary>How many images a forward pass may hold so that a query that comes meanwhile waits no longer than the slice. Learns what an image costs.</summary>
internal sealed class PassSlice(TimeSpan slice, int maxBatch)
{
    /// <summary>Before anything is known.</summary>
    private const int FirstPass = 4;

    /// <summary>Weight of the newest pass; an old cost is forgotten within a few passes.</summary>
    private const double Newest = 0.3;

    private double _secondsAnImage;

    /// <summary>Images of the next pass, at least one.</summary>
    public int Images
    {
        get
        {
            var cost = Volatile.Read(ref _secondsAnImage);
            return cost > 0 ? (int)Math.Clamp(slice.TotalSeconds / cost, 1, maxBatch) : Math.Min(FirstPass, maxBatch);
        }
    }

    /// <summary>A pass is over.</summary>
    public void Ran(int images, TimeSpan took)
    {
        var cost = took.TotalSeconds / images;
        var known = Volatile.Read(ref _secondsAnImage);
        Volatile.Write(ref _secondsAnImage, known > 0 ? known + (Newest * (cost - known)) : cost);
    }
}
