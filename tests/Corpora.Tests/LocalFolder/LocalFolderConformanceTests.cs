namespace Cluster.Corpora.Tests.LocalFolder;

public sealed class LocalFolderConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new FolderFixture();
}
