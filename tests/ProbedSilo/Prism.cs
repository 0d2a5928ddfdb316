namespace Cluster.ProbedSilo;

/// <summary>Colours to unit vectors: each colour its own direction, unlike every other, and the same for anyone who works it out.</summary>
public static class Prism
{
    /// <summary>The embedding of a colour.</summary>
    public static void Encode(byte red, byte green, byte blue, Span<float> embedding)
    {
        var state = ((ulong)red << 16) | ((ulong)green << 8) | blue;
        var squares = 0f;
        for (var i = 0; i < embedding.Length; i++)
        {
            // SplitMix64 (Steele, Lea and Flood 2014): neighbouring states give unrelated values.
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            embedding[i] = ((mixed ^ (mixed >> 31)) >> 40) / (float)(1 << 23) - 1;
            squares += embedding[i] * embedding[i];
        }

        var length = MathF.Sqrt(squares);
        for (var i = 0; i < embedding.Length; i++)
        {
            embedding[i] /= length;
        }
    }

    /// <summary>The text that stands for a colour: <c>1 2 3</c>.</summary>
    public static void Encode(string colour, Span<float> embedding)
    {
        var parts = colour.Split(' ');
        Encode(byte.Parse(parts[0]), byte.Parse(parts[1]), byte.Parse(parts[2]), embedding);
    }
}
