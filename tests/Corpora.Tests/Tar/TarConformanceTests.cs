using System.Formats.Tar;
using Cluster.Corpora.Tests.AzureBlob;

namespace Cluster.Corpora.Tests.Tar;

public sealed class PaxTarConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TarFixture(TarEntryFormat.Pax);
}

public sealed class GnuTarConformanceTests : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TarFixture(TarEntryFormat.Gnu);
}

[Collection(nameof(AzuriteCollection))]
public sealed class BlobTarConformanceTests(Azurite azurite) : CorpusSourceConformance
{
    protected override ICorpusFixture NewFixture() => new TarFixture(TarEntryFormat.Ustar, new BlobFixture(azurite));
}
