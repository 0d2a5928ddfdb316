namespace Cluster.Corpora.Tests.Table;

public sealed class CsvConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TableFixture(isParquet: false);
}

public sealed class ParquetConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TableFixture(isParquet: true);
}
