using Cluster.Domain.Reembedding;
using CsCheck;

namespace Cluster.Domain.Tests;

public sealed class ReembeddingRulesTests
{
    private static readonly ReembeddingState[] States = Enum.GetValues<ReembeddingState>();
    private static readonly ReembeddingEvent[] Events = Enum.GetValues<ReembeddingEvent>();

    [Fact]
    public void No_sequence_of_events_makes_a_generation_live_that_passed_no_gate_and_was_not_forced()
    {
        Gen.Int[0, Events.Length - 1].List[0, 60].Sample(static steps =>
        {
            var (state, allowed) = (ReembeddingState.Planned, false);
            foreach (var what in steps.Select(static step => Events[step]))
            {
                if (state.Next(what) is not { } next)
                {
                    continue;
                }

                allowed |= what is ReembeddingEvent.GatesPassed or ReembeddingEvent.Forced;
                // What is live changes through a switch under way only, and never in one step from one sure state to the other.
                Assert.False(state.NewIsLive() == !next.NewIsLive(), $"{state} -> {next}");
                Assert.True(next.NewIsLive() is false || allowed, $"{next} was reached without a gate");
                state = next;
            }
        });
    }

    [Fact]
    public void From_every_state_an_end_can_be_reached_and_no_end_is_left()
    {
        foreach (var state in States)
        {
            HashSet<ReembeddingState> reached = [state];
            var open = new Queue<ReembeddingState>([state]);
            while (open.TryDequeue(out var current))
            {
                foreach (var next in Events.Select(what => current.Next(what)).OfType<ReembeddingState>().Where(reached.Add))
                {
                    open.Enqueue(next);
                }
            }

            Assert.Contains(reached, static one => one.IsOver());
            Assert.True(!state.IsOver() || reached.Count == 1, $"{state} is an end but goes on");
        }
    }

    [Fact]
    public void The_old_generation_can_come_back_only_while_it_receives_changes()
    {
        Assert.All(States.Where(static state => state.CanRollBack()), static state => Assert.True(state.Follows()));
        Assert.All(States.Where(static state => state.CanCancel()), static state => Assert.False(state.NewIsLive()));
        // A generation that may become live, or is left standing, follows.
        Assert.All([ReembeddingState.Building, ReembeddingState.CatchingUp, ReembeddingState.Verifying, ReembeddingState.Refused, ReembeddingState.CuttingOver, ReembeddingState.Draining, ReembeddingState.RollingBack], static state => Assert.True(state.Follows()));
    }

    [Fact]
    public void States_read_as_words() => Assert.Equal("catching up", ReembeddingState.CatchingUp.ToWords());
}
