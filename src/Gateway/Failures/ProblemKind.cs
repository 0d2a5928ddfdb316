namespace Cluster.Gateway.Failures;

/// <summary>A row of the problem table.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Last part of the problem's <c>type</c>; stable for good.</param>
/// <param name="Title">What it means, in a few words; the same for every occurrence.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="RetryAfter">Seconds after which the same request may succeed; null when it will not by itself.</param>
internal sealed record ProblemKind(int Status, string Code, string Title, string Advice, int? RetryAfter = null)
{
    /// <summary>The stable <c>type</c>: a relative URI that the gateway itself explains.</summary>
    public string Type => $"/problems/{Code}";
}
