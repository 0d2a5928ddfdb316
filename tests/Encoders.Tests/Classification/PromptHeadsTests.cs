using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Classification;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests.Classification;

public sealed class PromptHeadsTests
{
    private static readonly EmbeddingSpaceId Space = new("s");
    private static readonly LogitScale Scale = new(10);
    private int _calls;

    [Fact]
    public async Task A_label_set_asked_again_is_not_encoded_again()
    {
        var heads = Heads(kept: 2);
        var first = await heads.ZeroShotAsync(Space, LabelSet.Of("a", "b"), Scale, EncodeAsync, TestContext.Current.CancellationToken);
        Assert.Same(first, await heads.ZeroShotAsync(Space, LabelSet.Of("a", "b"), Scale, EncodeAsync, TestContext.Current.CancellationToken));
        Assert.Equal(1, _calls);
        await heads.ZeroShotAsync(new EmbeddingSpaceId("other"), LabelSet.Of("a", "b"), Scale, EncodeAsync, TestContext.Current.CancellationToken);
        await heads.ZeroShotAsync(Space, LabelSet.Of("a", "b"), new LogitScale(20), EncodeAsync, TestContext.Current.CancellationToken);
        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task The_head_not_used_longest_goes_first()
    {
        var heads = Heads(kept: 2);
        foreach (var label in (string[])["a", "b", "a", "c", "a", "b"])
        {
            await heads.ZeroShotAsync(Space, LabelSet.Of(label), Scale, EncodeAsync, TestContext.Current.CancellationToken);
        }

        // a, b and c once each; b again after c pushed it out; a stayed, being in use.
        Assert.Equal(4, _calls);
    }

    [Fact]
    public async Task Prompts_go_to_the_encoder_in_batches()
    {
        var sizes = new List<int>();
        await Heads(kept: 1, batch: 4).ZeroShotAsync(
            Space,
            new LabelSet([.. Enumerable.Range(0, 5).Select(static i => new LabelPrompts($"{i}"))], PromptTemplates.Seven),
            Scale,
            (prompts, token) =>
            {
                sizes.Add(prompts.Count);
                return EncodeAsync(prompts, token);
            },
            TestContext.Current.CancellationToken);
        Assert.Equal([4, 4, 4, 4, 4, 4, 4, 4, 3], sizes);
    }

    [Fact]
    public async Task An_encoder_that_failed_is_asked_again()
    {
        var heads = Heads(kept: 2);
        await Assert.ThrowsAsync<FailureException>(() => heads.ZeroShotAsync(
            Space, LabelSet.Of("a"), Scale, static (_, _) => throw new FailureException(FailureKind.Overloaded, "busy"), TestContext.Current.CancellationToken));
        Assert.Single((await heads.ZeroShotAsync(Space, LabelSet.Of("a"), Scale, EncodeAsync, TestContext.Current.CancellationToken)).Labels);
    }

    [Fact]
    public async Task A_set_that_cannot_be_used_never_reaches_the_encoder()
    {
        var heads = Heads(kept: 2);
        var zero = await Assert.ThrowsAsync<FailureException>(() => heads.ZeroShotAsync(Space, LabelSet.Of(), Scale, EncodeAsync, TestContext.Current.CancellationToken));
        var moderation = await Assert.ThrowsAsync<FailureException>(() => heads.ModerationAsync(Space, [], Scale, EncodeAsync, TestContext.Current.CancellationToken));
        Assert.Equal([FailureKind.InvalidRequest, FailureKind.InvalidRequest], [zero.Failure.Kind, moderation.Failure.Kind]);
        Assert.Equal(0, _calls);
    }

    private static PromptHeads Heads(int kept, int batch = 64) => new(Options.Create(new ClassifierOptions { KeptHeads = kept, PromptBatch = batch }));

    private Task<ReadOnlyMemory<float>> EncodeAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        _calls++;
        return Task.FromResult<ReadOnlyMemory<float>>(prompts.SelectMany(static p => new float[] { p.Length, 1 }).ToArray());
    }
}
