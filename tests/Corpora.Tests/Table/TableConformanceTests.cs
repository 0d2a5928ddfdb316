namespace Cluster.Corpora.Tests.Table;

public sealed class CsvConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TableFixture(isParquet: false);
}

public sealed class ParquetConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TableFixture(isParquet: true);
}

public sealed class CsvWithImagesConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TableFixture(isParquet: false) { HoldsImages = true };
}

public sealed class ParquetWithImagesConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TableFixture(isParquet: true) { HoldsImages = true };
}
