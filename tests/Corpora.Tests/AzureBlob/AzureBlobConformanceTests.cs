namespace Cluster.Corpora.Tests.AzureBlob;

[Collection(nameof(AzuriteCollection))]
public sealed class AzureBlobConformanceTests(Azurite azurite) : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new BlobFixture(azurite);
}

[Collection(nameof(AzuriteCollection))]
public sealed class AzureBlobInAFolderConformanceTests(Azurite azurite) : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new BlobFixture(azurite, "some/lone/folder/");
}

[CollectionDefinition(nameof(AzuriteCollection))]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>;
