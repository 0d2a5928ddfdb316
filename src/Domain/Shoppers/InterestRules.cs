namespace Cluster.Domain.Shoppers;

/// <summary>How interest is weighed, how it fades, and how much of it is remembered.</summary>
public static class InterestRules
{
    /// <summary>Interests (and aversions) that are told apart. More than a person shows in a season; beyond it the two nearest become one.</summary>
    public const int MaxModes = 8;

    /// <summary>Events remembered one by one: enough to rebuild the interests when another encoder takes over.</summary>
    public const int MaxEvents = 200;

    /// <summary>After so long an event counts half.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);

    /// <summary>Two items at least this alike belong to one interest from the start.</summary>
    public const float SameInterest = 0.85f;

    /// <summary>How much an event counts when it happens: a purchase tells more than a look.</summary>
    public static float StrengthOf(ShopperEventKind kind) => kind switch
    {
        ShopperEventKind.View => 1,
        ShopperEventKind.Cart => 3,
        ShopperEventKind.Purchase => 5,
        ShopperEventKind.Dismiss => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such event."),
    };

    /// <summary>What is left after <paramref name="age"/> of something that counted 1; events said to be from the future count as of now.</summary>
    public static float Left(TimeSpan age) => age <= TimeSpan.Zero ? 1 : MathF.Pow(2, -(float)(age / HalfLife));
}
