namespace Cluster.Gateway.Encoders;

/// <summary>Encoders, by name.</summary>
/// <param name="Models">The encoders.</param>
public sealed record ModelList(IReadOnlyList<ModelView> Models)
{
    /// <summary>Always <c>list</c>, as OpenAI's clients expect.</summary>
    public string Object { get; } = "list";

    /// <summary>The encoders again, under the name that OpenAI's clients look for.</summary>
    public IReadOnlyList<ModelView> Data => Models;
}
