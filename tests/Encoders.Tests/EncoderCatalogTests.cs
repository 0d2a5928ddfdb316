using Cluster.Domain.Outcomes;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests;

public sealed class EncoderCatalogTests
{
    [Fact]
    public async Task Unknown_encoder_is_answered_with_those_there_are()
    {
        using var models = new TemporaryFolder();
        Directory.CreateDirectory(models.Path("small"));
        await File.WriteAllTextAsync(models.Path("small", "config.json"), "{}", TestContext.Current.CancellationToken);
        var found = await Catalog(models.Root).FindAsync("other", TestContext.Current.CancellationToken);
        Assert.Equal(FailureKind.EncoderNotFound, found.Failure!.Kind);
        Assert.Contains("small", found.Failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model_type":"clip"}""", false, "onnx/vision_model.onnx")]
    [InlineData("""{"model_type":"resnet"}""", true, "resnet")]
    [InlineData("""{"model_type":"clip"}""", true, "preprocessor_config.json")]
    [InlineData("""{"model_type":""", true, "config.json")]
    public async Task A_model_folder_that_cannot_be_used_says_what_was_looked_for(string config, bool hasVision, string named)
    {
        using var models = new TemporaryFolder();
        Directory.CreateDirectory(models.Path("broken", "onnx"));
        await File.WriteAllTextAsync(models.Path("broken", "config.json"), config, TestContext.Current.CancellationToken);
        if (hasVision)
        {
            await File.WriteAllBytesAsync(models.Path("broken", "onnx", "vision_model.onnx"), [], TestContext.Current.CancellationToken);
        }

        var found = await Catalog(models.Root).FindAsync("broken", TestContext.Current.CancellationToken);
        Assert.Equal(FailureKind.ModelIncomplete, found.Failure!.Kind);
        Assert.Contains(named, found.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_is_refused_where_the_host_does_not_allow_it()
    {
        using var models = new TemporaryFolder();
        var found = await Catalog(models.Root).FindAsync(models.Root, TestContext.Current.CancellationToken);
        Assert.Equal(FailureKind.EncoderNotFound, found.Failure!.Kind);
    }

    private static EncoderCatalog Catalog(string folder) => new(Options.Create(new EncoderCatalogOptions { ModelFolders = [folder] }));
}
