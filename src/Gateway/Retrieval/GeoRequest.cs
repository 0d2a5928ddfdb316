namespace Cluster.Gateway.Retrieval;

/// <summary>A circle on the globe.</summary>
/// <param name="Lat">Latitude of the centre in degrees, -90 to 90.</param>
/// <param name="Lon">Longitude of the centre in degrees, -180 to 180.</param>
/// <param name="RadiusMetres">Radius in metres, above 0.</param>
public sealed record GeoRequest(double Lat, double Lon, double RadiusMetres);
