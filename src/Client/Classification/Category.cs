namespace Cluster.Client.Classification;

/// <summary>Something to know of a picture, yes or no.</summary>
/// <param name="Name">What answers call it.</param>
/// <param name="Positive">Sentences about pictures that show it.</param>
/// <param name="Negative">Sentences about pictures that do not.</param>
/// <param name="Threshold">The probability from which on a picture is flagged, 0 to 1; 0.5 when null.</param>
public sealed record Category(string Name, IReadOnlyList<string> Positive, IReadOnlyList<string>? Negative = null, double? Threshold = null);
