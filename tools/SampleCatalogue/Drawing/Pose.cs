namespace Cluster.SampleCatalogue.Drawing;

/// <summary>How a product is put in front of the camera.</summary>
/// <param name="Tilt">Greatest turn to either side, in degrees.</param>
/// <param name="Stands">Whether it stands on the ground (a shadow at its foot) or hangs or lies before the background.</param>
/// <param name="Fineness">Scale of the pattern's print: below 1 for products with narrow parts.</param>
internal readonly record struct Pose(float Tilt, bool Stands, float Fineness = 1);
