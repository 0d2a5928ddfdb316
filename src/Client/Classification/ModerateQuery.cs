namespace Cluster.Client.Classification;

/// <summary>Pictures and what is to be known of them.</summary>
/// <param name="Subjects">The pictures, 1 to 100.</param>
/// <param name="Categories">What is to be known, 1 to 50.</param>
public sealed record ModerateQuery(IReadOnlyList<Subject> Subjects, IReadOnlyList<Category> Categories);
