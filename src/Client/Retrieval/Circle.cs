namespace Cluster.Client.Retrieval;

/// <summary>A circle on the globe.</summary>
/// <param name="Lat">Latitude of the centre in degrees.</param>
/// <param name="Lon">Longitude of the centre in degrees.</param>
/// <param name="RadiusMetres">Radius in metres, above 0.</param>
public sealed record Circle(double Lat, double Lon, double RadiusMetres);
