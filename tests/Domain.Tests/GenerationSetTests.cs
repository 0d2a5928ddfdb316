using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using CsCheck;

namespace Cluster.Domain.Tests;

public sealed class GenerationSetTests
{
    private static readonly GenerationSet Start = new(Place(1), []);

    [Fact]
    public void Whatever_is_asked_one_generation_is_live_and_at_most_one_follows()
    {
        var step = Gen.Select(Gen.Int[0, 2], Gen.Int[1, 4]);
        step.List[0, 40].Sample(static steps =>
        {
            var set = Start;
            foreach (var (what, generation) in steps)
            {
                var before = set;
                var next = what switch
                {
                    0 => set.Build(Place(generation)),
                    1 => set.Switch(generation),
                    _ => set.Retire(generation),
                };
                set = next.Succeeded ? next.Value : set;
                Assert.Equal(set.All.Count, set.All.Select(static member => member.Place.Generation).Distinct().Count());
                Assert.Single(set.All, static member => member.Role == GenerationRole.Live);
                Assert.True(set.Followers.Count <= 1);
                // What was live is never lost by a single step.
                Assert.NotNull(set.Find(before.Live.Generation));
            }
        });
    }

    [Fact]
    public void A_switch_there_and_back_restores_what_was_live()
    {
        var built = Start.Build(Place(2)).Value!;
        var there = built.Switch(2).Value!;
        Assert.Equal((2, GenerationRole.Retained), (there.Live.Generation, there.Find(1)!.Role));
        var back = there.Switch(1).Value!;
        Assert.Equal((Start.Live, GenerationRole.Retained), (back.Live, back.Find(2)!.Role));
    }

    [Fact]
    public void The_live_generation_cannot_be_retired_nor_a_third_one_built()
    {
        Assert.Equal(FailureKind.Conflict, Start.Retire(1).Failure!.Kind);
        Assert.Equal(FailureKind.Conflict, Start.Build(Place(2)).Value!.Build(Place(3)).Failure!.Kind);
    }

    private static LiveCollection Place(int generation) => new(new("shop"), new($"shop--g{generation}"), new($"e@{generation}"), new($"space{generation}"), 8, generation);
}
