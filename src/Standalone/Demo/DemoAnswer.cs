namespace Cluster.Standalone.Demo;

/// <summary>One answer to a question.</summary>
/// <param name="Key">The picture's key in the catalogue.</param>
/// <param name="Title">What the shop calls it.</param>
/// <param name="Score">The cosine of question and picture.</param>
/// <param name="KindMatches">Whether it is of the kind asked for.</param>
/// <param name="ColourMatches">Whether it has the colour asked for.</param>
internal sealed record DemoAnswer(string Key, string Title, double Score, bool KindMatches, bool ColourMatches);
