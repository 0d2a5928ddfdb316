namespace Cluster.Domain.Classification;

/// <summary>Something a shop wants to know of a picture, yes or no.</summary>
/// <param name="Name">What answers call it; unique among the categories asked for.</param>
/// <param name="Positive">Sentences about pictures that show it.</param>
/// <param name="Negative">Sentences about pictures that do not; an encoder trained with a sigmoid can do without.</param>
/// <param name="Threshold">Probability from which a picture is flagged, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("cluster.moderation-category")]
public sealed record ModerationCategory(
    [property: Id(0)] string Name, [property: Id(1)] IReadOnlyList<string> Positive, [property: Id(2)] IReadOnlyList<string> Negative, [property: Id(3)] double Threshold = 0.5);
