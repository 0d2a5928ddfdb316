namespace Cluster.Client.Retrieval;

/// <summary>One example of a question: text, picture, point or key, with a weight. Made by the methods here.</summary>
public sealed record Example
{
    /// <summary>Words that describe a picture.</summary>
    public string? Text { get; init; }

    /// <summary>A picture in base64.</summary>
    public string? Image { get; init; }

    /// <summary>A point of the collection.</summary>
    public string? Id { get; init; }

    /// <summary>A point of the collection, by the key of its image.</summary>
    public string? Key { get; init; }

    /// <summary>How much it counts, above 0 and at most 100; 1 when null.</summary>
    public double? Weight { get; init; }

    /// <summary>An example in words.</summary>
    public static Example OfText(string text, double? weight = null) => new() { Text = text, Weight = weight };

    /// <summary>A stored point.</summary>
    public static Example OfId(string id, double? weight = null) => new() { Id = id, Weight = weight };

    /// <summary>A stored point, by the key of its image.</summary>
    public static Example OfKey(string key, double? weight = null) => new() { Key = key, Weight = weight };

    /// <summary>A picture, as the bytes of its file.</summary>
    public static Example OfImage(ReadOnlySpan<byte> image, double? weight = null) => new() { Image = Convert.ToBase64String(image), Weight = weight };
}
