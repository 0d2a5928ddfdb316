using System.Numerics.Tensors;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;

namespace Cluster.DemoEncoder.Tests;

/// <summary>500 pictures of combinations that training never showed, encoded once for all tests.</summary>
public sealed class HeldOutPictures : IDisposable
{
    private readonly DemoModel _model = new();

    public HeldOutPictures()
    {
        Items = [.. CataloguePlan.Items(500, 21, CatalogueSplit.HeldOut)];
        Embeddings = [.. Items.Chunk(50).SelectMany(items => _model.Encode(Array.ConvertAll(items, CatalogueRenderer.RenderImage)))];
    }

    /// <summary>What is pictured.</summary>
    public CatalogueItem[] Items { get; }

    /// <summary>Their embeddings, in the same order.</summary>
    public float[][] Embeddings { get; }

    /// <summary>An embedding a text.</summary>
    public float[][] Encode(IReadOnlyList<string> texts) => _model.Encode(texts);

    /// <summary>The items by falling score, the given one left out.</summary>
    public IEnumerable<CatalogueItem> Ranked(float[] query, CatalogueItem? except = null) =>
        Items.Zip(Embeddings, (item, embedding) => (item, score: TensorPrimitives.Dot(query, embedding)))
            .Where(pair => pair.item != except).OrderByDescending(pair => pair.score).Select(pair => pair.item);

    public void Dispose() => _model.Dispose();
}
