using Cluster.Bench.Models.Onnx;
using Cluster.Domain.Outcomes;

namespace Cluster.Encoders.Tests.Onnx;

public sealed class GraphRoleTests
{
    [Theory]
    [InlineData("pixel_values", "image_embeds")]
    [InlineData("image", "image_features")]
    [InlineData("input.1", "2054")]
    public async Task A_picture_finds_its_way_whatever_the_exporter_called_it(string input, string output)
    {
        using var bed = new ModelBed();
        using var usual = await bed.ImagesAsync();
        using var other = await bed.ImagesAsync(ModelBed.Vision(input, output));
        Assert.Equal(ModelBed.Encode(usual, ModelBed.Tiles(2)), ModelBed.Encode(other, ModelBed.Tiles(2)), Same);
    }

    [Theory]
    [InlineData("input_ids", "text_embeds", ElementType.Int64, "attention_mask", null)]
    [InlineData("text", "text_features", ElementType.Int32, "attention_mask", null)]
    [InlineData("onnx::Gather_0", "871", ElementType.Int64, "attention_mask", null)]
    [InlineData("input_ids", "text_embeds", ElementType.Int64, "attention_mask", "token_type_ids")]
    public async Task A_text_finds_its_way_whatever_the_exporter_called_it(string input, string output, ElementType type, string mask, string? types)
    {
        using var bed = new ModelBed();
        using var usual = await bed.TextsAsync();
        using var other = await bed.TextsAsync(ModelBed.Text(input, output, null, type, mask, types));
        Assert.Equal(ModelBed.Encode(usual, "a red dress", "b"), ModelBed.Encode(other, "a red dress", "b"), Same);
    }

    [Fact]
    public async Task What_lies_before_the_projection_is_never_taken_for_the_embedding()
    {
        using var bed = new ModelBed();
        var fault = await RefusedAsync(() => bed.ImagesAsync(ModelBed.Vision(output: "pooler_output")));
        Assert.Contains("pooler_output", fault, StringComparison.Ordinal);
        Assert.Contains("image_embeds", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SigLIPs_pooled_output_is_its_embedding()
    {
        using var bed = new ModelBed("siglip");
        using var encoder = await bed.ImagesAsync(ModelBed.Vision(output: "pooler_output"));
        Assert.Equal(ModelBed.Dimension, ModelBed.Encode(encoder, ModelBed.Tiles(1)).Length);
    }

    [Fact]
    public async Task Of_two_outputs_that_could_be_meant_none_is_guessed()
    {
        using var bed = new ModelBed();
        var fault = await RefusedAsync(() => bed.ImagesAsync(ModelBed.Vision(output: "a", more: static graph => graph.Output("b", graph.Floats(new float[4], 1, 4), ElementType.Float, "batch", 4))));
        Assert.Contains("there are 2", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelBed.Dimension + 1, ModelBed.Side, "image_embeds")]
    [InlineData(ModelBed.Dimension, ModelBed.Side * 2, "pixel_values")]
    public async Task A_graph_of_another_shape_than_the_configuration_says_is_refused_at_load(int dimension, int side, string named)
    {
        using var bed = new ModelBed();
        var fault = await RefusedAsync(() => bed.ImagesAsync(ModelBed.Vision(dimension: dimension, side: side)));
        Assert.Contains(named, fault, StringComparison.Ordinal);
        Assert.Contains("configuration", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_length_of_another_tower_is_refused_at_load()
    {
        using var bed = new ModelBed();
        Assert.Contains("[-1, 64]", await RefusedAsync(() => bed.TextsAsync(ModelBed.Text(length: 64))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_without_a_role_is_refused_by_name()
    {
        using var bed = new ModelBed();
        var fault = await RefusedAsync(() => bed.ImagesAsync(ModelBed.Vision(more: static graph =>
            graph.Output("more", graph.Input("temperature", ElementType.Float, 1), ElementType.Float, 1))));
        Assert.Contains("temperature", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_graph_is_refused_by_name()
    {
        using var bed = new ModelBed();
        Assert.Contains("vision_model.onnx", await RefusedAsync(() => bed.ImagesAsync([1, 2, 3])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_of_16_bit_floats_gives_nearly_the_same()
    {
        using var bed = new ModelBed();
        using var plain = await bed.ImagesAsync();
        using var half = await bed.ImagesAsync(ModelBed.Vision(type: ElementType.Float16));
        Assert.Equal(ModelBed.Encode(plain, ModelBed.Tiles(3)), ModelBed.Encode(half, ModelBed.Tiles(3)), static (a, b) => Math.Abs(a - b) < 5e-3);
    }

    /// <summary>Two sessions add up in the order that the alignment of their buffers allows.</summary>
    private static bool Same(float a, float b) => Math.Abs(a - b) < 1e-6;

    private static async Task<string> RefusedAsync<T>(Func<Task<T>> load)
    {
        var fault = await Assert.ThrowsAsync<FailureException>(load);
        Assert.Equal(FailureKind.ModelIncomplete, fault.Failure.Kind);
        return fault.Message;
    }
}
