namespace Cluster.Standalone.Demo;

/// <summary>A question with its best answers.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Kind">The kind of product that it asks for.</param>
/// <param name="Colour">The colour that it asks for.</param>
/// <param name="KindMatches">Whether the first answer is of that kind.</param>
/// <param name="ColourMatches">Whether the first answer has that colour.</param>
/// <param name="Answers">The best answers, best first.</param>
internal sealed record DemoAnswers(string Query, string Kind, string Colour, bool KindMatches, bool ColourMatches, IReadOnlyList<DemoAnswer> Answers);
