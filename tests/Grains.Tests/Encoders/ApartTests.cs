using Cluster.Contracts.Collections;
using Cluster.Contracts.Comparisons;
using Cluster.Contracts.Encoders.Verification;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Planning;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Reembedding;
using Cluster.Encoders.Parity;
using Cluster.TestSupport;
using Cluster.VectorIndex;

namespace Cluster.Grains.Tests.Encoders;

public sealed class ApartTests(ApartSilos apart) : IClassFixture<ApartSilos>
{
    private static readonly CollectionName Photos = new("photos");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_needs_an_encoder_is_done_where_it_is_whoever_is_asked()
    {
        var request = new CalibrationRequest(apart.Silos.Spec(100).Corpus, "second", 8, 1);
        var calibration = (await apart.AskAsync("none", grains => grains.GetGrain<ICalibrationGrain>(ICalibrationGrain.Key).MeasureAsync(request, Token))).OrThrow();
        Assert.Equal(apart.Second.Value, calibration.Encoder);
        Assert.True(calibration.Images > 0);
        Assert.Equal(["second"], await apart.PlacesAsync("BesideEncoderGrain"));

        // By another name it is the same encoder, and what is signed off lies beside its files.
        var order = new VerificationRequest("fp32", "cpu", "fp32", null, ParityRequest.LeastImages);
        (await apart.AskAsync("none", grains => grains.GetGrain<IEncoderVerifierGrain>("second").StartAsync(order, Token))).OrThrow();
        VerificationStatus status = null!;
        await ApartSilos.UntilAsync(async () =>
            !(status = (await apart.AskAsync("none", grains => grains.GetGrain<IEncoderVerifierGrain>(apart.Second.Value).ShowAsync(Token))).OrThrow()).Running);
        Assert.Null(status.Failure);
        Assert.Equal("fp32 on cpu", Assert.Single(status.Results).Variant);
        Assert.True(File.Exists(apart.ModelFile("second", "second", "parity.json")));
        Assert.Equal(["second"], await apart.PlacesAsync("BesideEncoderGrain"));
        Assert.Equal(["none"], await apart.PlacesAsync("EncoderVerifierGrain"));

        var unknown = await apart.AskAsync("none", grains => grains.GetGrain<IEncoderVerifierGrain>("nobody-has-it").ShowAsync(Token));
        Assert.Equal(FailureKind.EncoderNotFound, unknown.Failure?.Kind);
        Assert.Contains(apart.Second.Value, unknown.Failure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encoders_that_no_silo_holds_both_of_are_compared()
    {
        var grain = await apart.AskAsync("none", static grains => Task.FromResult(grains.GetGrain<IComparisonGrain>(Photos.Value)));
        (await apart.AskAsync("none", _ => grain.StartAsync(new ComparisonSpec(Photos, ["first", "second"]) { Sample = 20 }, Token))).OrThrow();
        ComparisonSnapshot now = null!;
        await ApartSilos.UntilAsync(async () => (now = (await grain.ShowAsync(Token)).OrThrow()).IsOver);
        Assert.Null(now.Failure);
        Assert.Equal([20, 20], now.Figures.Select(static one => one.Pictures));
        Assert.Equal(["none"], await apart.PlacesAsync("ComparisonGrain"));
    }

    [Fact]
    public async Task A_model_that_was_put_on_a_running_silo_is_found_from_another_one()
    {
        await apart.PutLateAsync("late");
        var planned = (await apart.AskAsync("none", static grains => grains.GetGrain<IReembeddingGrain>(Photos.Value).PlanAsync(new ReembeddingSpec(Photos, "late"), Token))).OrThrow();
        Assert.StartsWith("late@", planned.Encoder.Value, StringComparison.Ordinal);
        Assert.True(planned.ImagesPerSecond > 0);
        Assert.Equal(["second"], await apart.PlacesAsync("BesideEncoderGrain"));
        var spec = apart.Silos.Spec(100) with { Encoder = "late", Collection = new CollectionName("lately") };
        (await apart.AskAsync("none", grains => grains.GetGrain<IJobGrain>("lately").SubmitAsync(spec, Token))).OrThrow();
        var done = await TwoSilos.UntilAsync(apart.Silos.Job("lately"), static job => job.State != JobState.Running);
        Assert.Equal((JobState.Completed, (long)ApartSilos.Pictures), (done.State, done.Counts.Embedded));
    }

    [Fact]
    public async Task A_collection_changes_between_encoders_of_different_silos_driven_by_a_third_one_whose_end_it_survives()
    {
        // A collection of its own, whose pictures the others do not look at.
        var alias = new CollectionName("moving");
        (await apart.Silos.Job("moving").SubmitAsync(apart.Silos.Spec(100) with { Encoder = "first", Collection = alias }, Token)).OrThrow();
        await TwoSilos.UntilAsync(apart.Silos.Job("moving"), static job => job.State != JobState.Running);
        var spec = new ReembeddingSpec(alias, "second") { Retention = TimeSpan.FromMinutes(10) };
        var grain = apart.GrainsOf("brief").GetGrain<IReembeddingGrain>(alias.Value);
        var planned = (await apart.AskAsync("brief", _ => grain.PlanAsync(spec, Token))).OrThrow();
        Assert.Equal((apart.Second, (long)ApartSilos.Pictures), (planned.Encoder, planned.Points));
        Assert.True(planned.ImagesPerSecond > 0);

        (await apart.AskAsync("brief", _ => grain.StartAsync(spec, Token))).OrThrow();
        var moved = await UntilAsync(grain, ReembeddingState.Draining);
        Assert.All(moved.Gates, static gate => Assert.True(gate.Passed, $"{gate.Name}: {gate.Detail}"));
        Assert.Contains("30 of 30", moved.Gates.Single(static gate => gate.Name == "self-retrieval").Detail, StringComparison.Ordinal);
        Assert.Contains("brief", await apart.PlacesAsync("ReembeddingGrain"));

        // Added where the new encoder is not, followed where the old one is not.
        var entry = apart.GrainsOf("brief").GetGrain<IPointEntryGrain>(alias.Value);
        var added = (await entry.AddAsync(new PointUpload(new CorpusId("by-hand"), new BlobKey("one.png"), TinyPng.OfColour(24, 24, 250, 9, 9), new Dictionary<string, PayloadValue>()), Token)).OrThrow();
        Assert.Equal(apart.Second, added.Live.Encoder);
        var old = moved.Old.Collection;
        await ApartSilos.UntilAsync(async () => await apart.Silos.Index.GetAsync(old, [added.Id], PointSelector.IdOnly, Token) is [_]);

        await apart.StopAsync("brief");
        grain = apart.Silos.Cluster.Client.GetGrain<IReembeddingGrain>(alias.Value);
        (await grain.RollBackAsync("me", Token)).OrThrow();
        await UntilAsync(grain, ReembeddingState.RolledBack);
        Assert.Equal(moved.Old, (await apart.Silos.Cluster.Client.GetGrain<ICollectionGrain>(alias.Value).GetLiveAsync(Token)).OrThrow());
    }

    private static async Task<ReembeddingSnapshot> UntilAsync(IReembeddingGrain grain, ReembeddingState state)
    {
        ReembeddingSnapshot now = null!;
        await ApartSilos.UntilAsync(async () => (now = (await grain.ShowAsync(Token)).OrThrow()).State == state || now.State.IsOver() || now.State == ReembeddingState.Refused);
        Assert.True(now.State == state, $"{now.State}: {now.Failure?.Detail}");
        return now;
    }
}
