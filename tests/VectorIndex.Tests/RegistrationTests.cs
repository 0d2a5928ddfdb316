using Cluster.TestSupport;
using Cluster.VectorIndex.Embedded;
using Cluster.VectorIndex.Qdrant;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cluster.VectorIndex.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task The_embedded_index_takes_its_file_from_the_configuration()
    {
        using var folder = new TemporaryFolder();
        var services = Services(("VectorIndex:Embedded:Path", folder.Path("made", "here.db"))).AddEmbeddedVectorIndex();
        await using (var provider = services.BuildServiceProvider())
        {
            Assert.IsType<EmbeddedVectorIndex>(provider.GetRequiredService<IVectorIndex>());
        }

        Assert.True(File.Exists(folder.Path("made", "here.db")));
    }

    [Fact]
    public async Task The_Qdrant_index_takes_server_and_layout_from_the_configuration()
    {
        var services = Services(
            ("VectorIndex:Qdrant:Endpoint", "http://db:6334"),
            ("VectorIndex:Qdrant:ReadTimeout", "00:00:05"),
            ("VectorIndex:Qdrant:Layout:Nodes", "3"),
            ("VectorIndex:Qdrant:Layout:Copies", "Turbo4"),
            ("VectorIndex:Qdrant:Layout:Indexes:brand", "Keyword"),
            ("VectorIndex:Qdrant:Layout:Indexes:title", "Words")).AddQdrantVectorIndex();
        await using var provider = services.BuildServiceProvider();
        Assert.IsType<QdrantVectorIndex>(provider.GetRequiredService<IVectorIndex>());
        var options = provider.GetRequiredService<IOptions<QdrantVectorIndexOptions>>().Value;
        Assert.Equal(TimeSpan.FromSeconds(5), options.ReadTimeout);
        Assert.Equal((3, QuantisedCopy.Turbo4), (options.Layout.Nodes, options.Layout.Copies));
        Assert.Equal(PayloadIndexKind.Words, options.Layout.Indexes["title"]);
        Assert.Equal(2, options.Layout.Indexes.Count);
    }

    [Fact]
    public async Task Options_that_cannot_work_are_refused_by_their_keys()
    {
        await using var provider = Services(("VectorIndex:Embedded:ScanThreads", "0")).AddEmbeddedVectorIndex().BuildServiceProvider();
        var refusal = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IVectorIndex>);
        Assert.Contains("VectorIndex:Embedded:ScanThreads", refusal.Message, StringComparison.Ordinal);
    }

    private static ServiceCollection Services(params (string Key, string Value)[] configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
        return services;
    }
}
