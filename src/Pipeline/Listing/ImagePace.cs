namespace Cluster.Pipeline.Listing;

/// <summary>Lets images pass at no more than a given rate, evenly; what was not used is not saved up.</summary>
internal sealed class ImagePace(double? imagesPerSecond, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = TimeSpan.Zero;

    /// <summary>Waits for the turn of the next image.</summary>
    public async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        if (imagesPerSecond is not { } rate)
        {
            return;
        }

        var now = time.GetElapsedTime(_start);
        var wait = _next - now;
        _next = (wait > TimeSpan.Zero ? _next : now) + TimeSpan.FromSeconds(1 / rate);

        // Timers are coarse: a few images may pass together, and the next wait makes up for it.
        if (wait > TimeSpan.FromMilliseconds(10))
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
