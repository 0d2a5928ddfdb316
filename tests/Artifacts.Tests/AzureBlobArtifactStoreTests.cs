using Cluster.Artifacts;
using Cluster.Artifacts.AzureBlob;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.Tests;

/// <summary>The store in a container of a real Azurite, with blocks so small that longer artifacts take several.</summary>
public sealed class AzureBlobArtifactStoreTests(ArtifactAzurite azurite) : ArtifactStoreConformance
{
    private IArtifactStore? _store;

    protected override IArtifactStore Store => _store ??= new AzureBlobArtifactStore(Options.Create(new AzureBlobArtifactOptions
    {
        ConnectionString = azurite.ConnectionString, Container = "a" + Guid.NewGuid().ToString("n"), Prefix = "some/where/", BlockSize = 64 << 10,
    }));

    [Fact]
    public async Task An_artifact_of_several_blocks_comes_back_whole()
    {
        var bytes = new byte[300_001];
        new Random(3).NextBytes(bytes);
        await Store.WriteAsync(
            ArtifactName.Of("big"),
            async (stream, token) =>
            {
                foreach (var piece in bytes.Chunk(7_001))
                {
                    await stream.WriteAsync(piece, token);
                }
            },
            default);
        using var read = new MemoryStream();
        await using var stored = (await Store.OpenReadAsync(ArtifactName.Of("big"), default))!;
        await stored.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, read.ToArray());
        Assert.True(Store.SuggestsLake);
    }

    [Fact]
    public void A_container_in_the_configuration_takes_the_place_of_the_folder_and_lacking_settings_are_named()
    {
        using var services = new ServiceCollection().AddArtifacts()
            .Configure<AzureBlobArtifactOptions>(static options => (options.Container, options.ConnectionString) = ("c", "UseDevelopmentStorage=true")).BuildServiceProvider();
        Assert.IsType<AzureBlobArtifactStore>(services.GetRequiredService<IArtifactStore>());
        using var lacking = new ServiceCollection().AddArtifacts().Configure<AzureBlobArtifactOptions>(static options => options.Container = "c").BuildServiceProvider();
        var fault = Assert.Throws<OptionsValidationException>(() => lacking.GetRequiredService<IArtifactStore>());
        Assert.Contains("Artifacts:AzureBlob:ServiceUri", fault.Message, StringComparison.Ordinal);
    }
}
