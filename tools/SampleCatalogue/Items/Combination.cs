namespace Cluster.SampleCatalogue.Items;

/// <summary>A kind of product in a colour and a pattern: what a text query can ask for.</summary>
public readonly record struct Combination(ProductKind Kind, ProductColour Colour, ProductPattern Pattern)
{
    private static readonly int Colours = Enum.GetValues<ProductColour>().Length;
    private static readonly int Patterns = Enum.GetValues<ProductPattern>().Length;

    /// <summary>Every combination there is, in the order of the enums.</summary>
    public static IReadOnlyList<Combination> All { get; } =
    [
        .. from kind in Enum.GetValues<ProductKind>()
           from colour in Enum.GetValues<ProductColour>()
           from pattern in Enum.GetValues<ProductPattern>()
           select new Combination(kind, colour, pattern),
    ];

    /// <summary>
    /// Whether the demo encoder never sees this combination in training: (colour + 2 x kind + 5 x pattern) mod 12 is 7, counted from zero.
    /// </summary>
    /// <remarks>
    /// One twelfth of all. For every kind and pattern exactly one colour is held out, and for every colour about a twelfth of the rest, so that
    /// each kind, colour and pattern, and each pair of them but (kind, pattern, one colour), is well known from other combinations.
    /// </remarks>
    public bool IsHeldOut => ((int)Colour + (2 * (int)Kind) + (5 * (int)Pattern)) % Colours == 7;

    /// <summary>The position in <see cref="All"/>.</summary>
    public int Ordinal => ((((int)Kind * Colours) + (int)Colour) * Patterns) + (int)Pattern;
}
