namespace Cluster.Gateway.Retrieval;

/// <summary>The examples of a question as the index takes them.</summary>
internal sealed record ResolvedExamples(IReadOnlyList<ResolvedExample> Asked, IReadOnlyList<ResolvedExample> Like, IReadOnlyList<ResolvedExample> Dislike)
{
    /// <summary>All of them with their roles.</summary>
    public IEnumerable<(string Role, ResolvedExample Example)> All =>
        Asked.Select(static example => ("asked", example)).Concat(Like.Select(static example => ("like", example))).Concat(Dislike.Select(static example => ("dislike", example)));
}
