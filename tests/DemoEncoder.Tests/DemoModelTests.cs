using System.Numerics.Tensors;
using System.Text.Json;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;

namespace Cluster.DemoEncoder.Tests;

public sealed class DemoModelTests : IDisposable
{
    private readonly DemoModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void The_folder_has_at_most_four_megabytes() =>
        Assert.InRange(new DirectoryInfo(DemoModel.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length), 1, 4_000_000);

    [Fact]
    public void The_vocabulary_is_small_and_ends_with_the_end_token()
    {
        Assert.InRange(_model.Tokens.Vocabulary, 512, 1000);
        Assert.Equal(_model.Tokens.Vocabulary - 1, _model.Tokens.End);
    }

    [Fact]
    public void The_configuration_states_what_the_files_do()
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(DemoModel.Folder, "config.json")));
        using var preprocessing = JsonDocument.Parse(File.ReadAllText(Path.Combine(DemoModel.Folder, "preprocessor_config.json")));

        Assert.Equal(DemoModel.Dimension, config.RootElement.GetProperty("projection_dim").GetInt32());
        Assert.Equal(DemoModel.Context, config.RootElement.GetProperty("text_config").GetProperty("max_position_embeddings").GetInt32());
        Assert.Equal(_model.Tokens.Vocabulary, config.RootElement.GetProperty("text_config").GetProperty("vocab_size").GetInt32());
        Assert.Equal(DemoModel.Side, preprocessing.RootElement.GetProperty("size").GetProperty("shortest_edge").GetInt32());
    }

    [Fact]
    public void An_embedding_does_not_depend_on_its_batch()
    {
        byte[][] jpegs = [.. CataloguePlan.Items(7, 2).Select(CatalogueRenderer.RenderImage)];
        var together = _model.Encode(jpegs);

        for (var i = 0; i < jpegs.Length; i++)
        {
            AssertAlike(_model.Encode([jpegs[i]])[0], together[i]);
            Assert.Equal(1, TensorPrimitives.Norm(together[i]), 1e-4f);
        }
    }

    [Fact]
    public void Padding_behind_the_end_token_changes_nothing() =>
        AssertAlike(_model.Encode(["a red mug"], context: 8)[0], _model.Encode(["a red mug", "a photo of a blue striped t-shirt"])[0]);

    private static void AssertAlike(float[] one, float[] other) => Assert.InRange(TensorPrimitives.Dot(one, other), 0.9999f, 1.0001f);
}
