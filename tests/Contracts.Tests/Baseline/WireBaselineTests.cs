using Cluster.Contracts.Encoders;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;
using Cluster.Grains.Jobs;
using Cluster.TestSupport;

namespace Cluster.Contracts.Tests.Baseline;

public sealed class WireBaselineTests
{
    private const string Rewrite = "CLUSTER_WIRE_BASELINE";

    private static string File => RepositoryFolder.Path("tests", "Contracts.Tests", "Baseline", "wire-baseline.txt");

    private static IReadOnlyList<string> Surface => WireSurface.Of(new[] { typeof(PointId), typeof(JobSnapshot), typeof(JobRecord) }
        .SelectMany(static type => type.Assembly.GetTypes())
        .Where(static type => type.Namespace?.StartsWith("Cluster.", StringComparison.Ordinal) == true && !type.Name.StartsWith('<')));

    [Fact]
    public void What_travels_or_is_stored_is_what_was_promised()
    {
        var surface = Surface;
        var baseline = System.IO.File.ReadAllLines(File).Where(static line => line.Length > 0 && line[0] != '#').ToList();
        Assert.True(
            WireBaseline.Broken(baseline, surface) is [],
            $"Silos of the version before would misread these:\n{string.Join('\n', WireBaseline.Broken(baseline, surface))}\nLeave them as they were, and add beside them.");
        if (Environment.GetEnvironmentVariable(Rewrite) == "append")
        {
            System.IO.File.WriteAllLines(File, [.. System.IO.File.ReadAllLines(File).TakeWhile(static line => line.StartsWith('#')), .. surface]);
            return;
        }

        Assert.True(
            WireBaseline.Added(baseline, surface) is [],
            $"These are new:\n{string.Join('\n', WireBaseline.Added(baseline, surface))}\nIf they are meant to stay, run this test with {Rewrite}=append, which adds them to {File}.");
    }

    [Fact]
    public void Every_message_and_every_method_of_a_grain_has_an_alias() => Assert.DoesNotContain(Surface, static line => line.Contains("(no alias)", StringComparison.Ordinal));

    [Fact]
    public void The_surface_of_a_message_is_its_alias_and_its_numbered_members_without_their_names() =>
        Assert.Equal(
            ["message cluster.lease", "message cluster.lease 0 cluster.fencing-token", "message cluster.lease 1 System.String", "message cluster.lease 2 System.DateTimeOffset"],
            WireSurface.Of([typeof(Lease)]));

    [Fact]
    public void The_surface_of_a_grain_is_its_name_and_its_methods_by_alias() =>
        Assert.Equal(
            [
                "grain Cluster.Contracts.Encoders.IEncoderCatalogGrain cluster.IEncoderCatalogGrain",
                "grain Cluster.Contracts.Encoders.IEncoderCatalogGrain find (System.String, System.Threading.CancellationToken) System.Threading.Tasks.Task`1<cluster.outcome`1<cluster.encoder-description>>",
                "grain Cluster.Contracts.Encoders.IEncoderCatalogGrain list (System.Threading.CancellationToken) System.Threading.Tasks.Task`1<System.Collections.Generic.IReadOnlyList`1<cluster.encoder-description>>",
            ],
            WireSurface.Of([typeof(IEncoderCatalogGrain)]));

    [Theory]
    [InlineData("message wire 1 System.String", null)]
    [InlineData("message wire 1 System.String", "message wire 2 System.String")]
    [InlineData("message wire 1 System.String", "message wire 1 System.Int64")]
    [InlineData("message wire", "message other")]
    [InlineData("grain IWire run () Task", "grain IWire start () Task")]
    [InlineData("enum Wire 3 Gone", "enum Wire 4 Gone")]
    public void What_is_gone_renumbered_retyped_or_renamed_breaks_the_baseline(string promised, string? now)
    {
        var surface = Surface;
        Assert.Equal([promised], WireBaseline.Broken([.. surface, promised], now is null ? surface : [.. surface, now]));
    }

    [Fact]
    public void What_is_added_breaks_nothing_and_is_told()
    {
        var surface = Surface;
        IReadOnlyList<string> grown = [.. surface, "message wire 2 System.Boolean"];
        Assert.Empty(WireBaseline.Broken(surface, grown));
        Assert.Equal(["message wire 2 System.Boolean"], WireBaseline.Added(surface, grown));
    }
}
