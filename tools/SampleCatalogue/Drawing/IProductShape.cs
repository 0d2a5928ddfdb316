namespace Cluster.SampleCatalogue.Drawing;

/// <summary>The outlines of one kind of product.</summary>
internal interface IProductShape
{
    /// <summary>How it is put in front of the camera.</summary>
    Pose Pose { get; }

    /// <summary>Draws it back to front, within about -50..50 both ways, details varied by the sketch's random choices.</summary>
    void Draw(Sketch sketch);
}
