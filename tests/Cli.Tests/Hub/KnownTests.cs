using System.Text.Json;
using Cluster.Cli.Hub;
using Cluster.Cli.Hub.Files;
using Cluster.Cli.Hub.Known;

namespace Cluster.Cli.Tests.Hub;

public sealed class KnownTests
{
    private static readonly string Hash = new('a', 64);
    private static readonly string Other = new('b', 64);

    [Fact]
    public async Task Well_known_checkpoints_are_listed_without_a_gateway_or_a_hub()
    {
        var nothing = new Dictionary<string, string> { ["CLUSTER_GATEWAY"] = "http://127.0.0.1:1" };
        var run = (await CliProcess.RunAsync(nothing, "models", "known")).Succeeded();
        foreach (var family in new[] { "OpenCLIP", "MetaCLIP", "ALIGN" })
        {
            Assert.Contains(run.Lines, line => line.Split('\t')[1] == family);
        }

        using var json = JsonDocument.Parse((await CliProcess.RunAsync(nothing, "models", "known", "--json")).Succeeded().Out);
        Assert.Equal(run.Lines.Length, json.RootElement.GetArrayLength());
    }

    [Fact]
    public void Every_manifest_is_whole_and_no_model_is_listed_twice()
    {
        Assert.All(KnownModels.All, static known =>
        {
            Assert.Equal(known.Hub, HubModelId.Parse(known.Hub).Value);
            Assert.InRange(known.Dimension, 64, 4096);
            Assert.NotEmpty(known.Architecture);
            Assert.All(known.Files?.Values ?? [], static hash => Assert.True(hash is null or { Length: 64 }));
            Assert.True(known.Files is null || known.Revision is not null, $"{known.Hub} pins files of no commit.");
        });
        Assert.Distinct(KnownModels.All.Select(static known => known.Hub));
    }

    [Fact]
    public void MetaClip_is_known_to_be_for_non_commercial_use() =>
        Assert.All(KnownModels.All.Where(static known => known.Family.StartsWith("MetaCLIP", StringComparison.Ordinal)), static known => Assert.True(LicenceNotes.IsNonCommercial(known.Licence)));

    [Theory]
    [InlineData("facebook/metaclip-b32-400m", "cc-by-nc-4.0", "warning: these weights are licensed cc-by-nc-4.0")]
    [InlineData("someone/metaclip-b32-onnx", "mit", "warning: MetaCLIP's weights were published under CC-BY-NC-4.0")]
    [InlineData("someone/other", "mit", "Licence of the weights: mit.")]
    public void A_copy_of_MetaClip_is_warned_of_whatever_it_says_of_itself(string id, string licence, string start)
    {
        string? told = null;
        LicenceNotes.Tell(HubModelId.Parse(id), licence, text => told = text);
        Assert.StartsWith(start, told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hub_whose_file_is_not_the_pinned_one_is_refused_before_anything_is_fetched()
    {
        var fault = Assert.Throws<CliException>(() => FileChoice.Choose(Model(new HubFile("onnx/vision_model.onnx", 5, Other, null)), Pinning("onnx/vision_model.onnx"), "fp32", []));
        Assert.Contains($"expected {Hash}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_hash_is_asked_of_small_files_too_whose_hash_the_hub_does_not_know()
    {
        var files = FileChoice.Choose(
            Model(new HubFile("onnx/vision_model.onnx", 5, Other, null), new HubFile("config.json", 5, null, new string('1', 40))), Pinning("config.json"), "fp32", []);
        Assert.Equal(Hash, files.Single(static file => file.Target == "config.json").Sha256);
        Assert.Equal(Other, files.Single(static file => file.Target == "onnx/vision_model.onnx").Sha256);
    }

    [Fact]
    public void A_file_without_any_hash_is_refused() =>
        Assert.Throws<CliException>(() => FileChoice.Choose(Model(new HubFile("onnx/vision_model.onnx", 5, null, null)), null, "fp32", []));

    [Fact]
    public void Weights_beside_a_graph_come_with_it_under_the_name_by_which_it_knows_them()
    {
        var files = FileChoice.Choose(
            Model(new HubFile("onnx/vision_model_fp16.onnx", 5, Hash, null), new HubFile("onnx/vision_model_fp16.onnx_data", 9, Other, null), new HubFile("onnx/vision_model.onnx_data", 9, Other, null)),
            null,
            "fp16",
            []);
        Assert.Equal(["onnx/vision_model.onnx", "onnx/vision_model_fp16.onnx_data"], files.Select(static file => file.Target).Order(StringComparer.Ordinal));
    }

    private static HubSnapshot Model(params HubFile[] files) => new(HubModelId.Parse("someone/model"), HubServer.Commit, "mit", files);

    private static KnownModel Pinning(string path) =>
        new("someone/model", "CLIP", "ViT-B/32", 512, "mit", true, Revision: HubServer.Commit, Files: new Dictionary<string, string?> { [path] = Hash });
}
