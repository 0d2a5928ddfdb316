using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Collections;

/// <summary>
/// The generations behind an alias: exactly one is live, and beside it at most one is being built and at most one retained. Pure; whoever
/// stores it decides when.
/// </summary>
/// <param name="Live">What queries use.</param>
/// <param name="Followers">The generations that must end up with the same points as the live one.</param>
public sealed record GenerationSet(LiveCollection Live, IReadOnlyList<CollectionGeneration> Followers)
{
    /// <summary>All generations that must receive changes, the live one first.</summary>
    public IReadOnlyList<CollectionGeneration> All => [new(Live, GenerationRole.Live), .. Followers];

    /// <summary>The generation with this number; null when there is none.</summary>
    public CollectionGeneration? Find(int generation) => All.FirstOrDefault(candidate => candidate.Place.Generation == generation);

    /// <summary>Adds a generation to be built. Conflict while another one is built or retained: three at a time would be three times the memory.</summary>
    public Outcome<GenerationSet> Build(LiveCollection generation)
    {
        if (Find(generation.Generation) is { } known)
        {
            return known.Place == generation
                ? this
                : new Failure(FailureKind.Conflict, $"Generation {generation.Generation} of '{Live.Alias}' is there already, of encoder '{known.Place.Encoder}'.");
        }

        return Followers.Count == 0
            ? this with { Followers = [new CollectionGeneration(generation, GenerationRole.Building)] }
            : new Failure(
                FailureKind.Conflict,
                $"Collection '{Live.Alias}' still has generation {Followers[0].Place.Generation} ({Followers[0].Role.ToString().ToLowerInvariant()}). Wait until it is retired, or roll back.");
    }

    /// <summary>Makes a follower live; the one that was live is retained. Conflict when there is no such follower; no change when it is live already.</summary>
    public Outcome<GenerationSet> Switch(int generation)
    {
        if (Live.Generation == generation)
        {
            return this;
        }

        return Find(generation) is { } next
            ? new GenerationSet(
                next.Place,
                [.. Followers.Where(follower => follower != next), new CollectionGeneration(Live, GenerationRole.Retained)])
            : new Failure(FailureKind.Conflict, $"Collection '{Live.Alias}' has no generation {generation}.");
    }

    /// <summary>Takes a follower away; no change when it is gone. Conflict for the live one.</summary>
    public Outcome<GenerationSet> Retire(int generation) => Live.Generation == generation
        ? new Failure(FailureKind.Conflict, $"Generation {generation} of '{Live.Alias}' is live and cannot be retired.")
        : this with { Followers = [.. Followers.Where(follower => follower.Place.Generation != generation)] };
}
