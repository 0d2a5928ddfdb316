using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Corpora.Tests;

public sealed class CorpusSourcesTests
{
    private static readonly CorpusSpec Good = new(new CorpusId("photos"), "folder", "/photos");

    private static CorpusSources Sources() => new ServiceCollection().AddCorpora().BuildServiceProvider().GetRequiredService<CorpusSources>();

    [Fact]
    public void Registered_source_opens_by_its_kind() => Assert.NotNull(Sources().Open(Good));

    [Fact]
    public void Unknown_kind_bad_name_and_bad_partition_size_are_refused_with_what_to_do()
    {
        foreach (var (spec, hint) in new[]
        {
            (Good with { Kind = "ftp" }, "folder"),
            (Good with { Id = new CorpusId("a/b") }, "letters"),
            (Good with { PartitionSize = 0 }, "10000000"),
        })
        {
            var fault = Assert.Throws<FailureException>(() => Sources().Open(spec));
            Assert.Equal(FailureKind.InvalidRequest, fault.Failure.Kind);
            Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
        }
    }
}
