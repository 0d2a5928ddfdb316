using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Encoders;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Grains.Placement;
using Cluster.Grains.Reembedding;
using Cluster.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace Cluster.Grains.Tests.Encoders;

/// <summary>
/// Four silos: one holds the encoder <c>first</c>, one the encoder <c>second</c>; what is asked arrives at one of the others, <c>none</c> and <c>brief</c>, which ends early.
/// A collection of the first encoder.
/// </summary>
public sealed class ApartSilos : IAsyncLifetime
{
    public const int Pictures = 30;

    private static readonly string[] Names = ["first", "second", "none", "brief"];

    private readonly TemporaryFolder _models = new();
    private readonly ConcurrentDictionary<string, string> _roles = new();
    private int _started;

    internal TwoSilos Silos { get; private set; } = null!;

    public EncoderId Second { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        CopyModel("first", "first", 0.27);
        CopyModel("second", "second", 0.31);
        Directory.CreateDirectory(_models.Path("none"));
        Directory.CreateDirectory(_models.Path("brief"));
        var ids = new Dictionary<string, IReadOnlyList<EncoderId>>();
        foreach (var name in Names)
        {
            ids[name] = [.. (await Catalog(name).ListAsync(Token)).Select(static manifest => manifest.Id)];
        }

        Second = ids["second"].Single();
        Silos = await TwoSilos.WithPicturesAsync(Pictures, silos: Names.Length, adjust: (silo, builder) =>
        {
            var role = _roles.GetOrAdd(silo, _ => Names[Interlocked.Increment(ref _started) - 1]);
            builder.UseSiloMetadata(new SiloTraits(new EncoderDevices(new EncoderHostingOptions()).All, ids[role].Select(static id => id.Value).ToHashSet()).ToMetadata());
            builder.Services.PostConfigure<EncoderCatalogOptions>(options =>
            {
                options.ModelFolders.Clear();
                options.ModelFolders.Add(_models.Path(role));
            });
            builder.Services.AddSingleton(Options.Create(new ReembeddingOptions
            {
                Supervision = TimeSpan.FromMilliseconds(100), DrainTime = TimeSpan.FromMilliseconds(200), RetryAfter = TimeSpan.FromMilliseconds(500),
            }));
        });
        await UntilAsync(async () => (await PickAsync(ids["first"].Single()), await PickAsync(Second)) is ("first", "second"));
        Assert.True((await Silos.Job("apart").SubmitAsync(Silos.Spec(partitionSize: 100) with { Encoder = "first" }, Token)).Succeeded);
        Assert.Equal(JobState.Completed, (await TwoSilos.UntilAsync(Silos.Job("apart"), static job => job.State != JobState.Running)).State);
    }

    /// <summary>Asks from a silo, where the grains live that may be placed there.</summary>
    public async Task<T> AskAsync<T>(string role, Func<IGrainFactory, Task<T>> ask)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, At(role).SiloAddress);
        try
        {
            return await ask(GrainsOf(role));
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>A model is put on the second silo while it runs.</summary>
    public async Task PutLateAsync(string name)
    {
        CopyModel("second", name, 0.35);
        var found = await GrainsOf("second").GetGrain<IEncoderCatalogGrain>(IEncoderCatalogGrain.Key).FindAsync(name, Token);
        await UntilAsync(async () => await PickAsync(found.OrThrow().Id) == "second");
    }

    /// <summary>Where grains of a type live.</summary>
    public async Task<IReadOnlyList<string>> PlacesAsync(string type)
    {
        var grains = await Silos.Cluster.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return [.. grains.Where(grain => grain.GrainType.Contains(type, StringComparison.OrdinalIgnoreCase)).Select(grain => RoleOf(grain.SiloAddress)).Distinct()];
    }

    public string ModelFile(string role, string model, string file) => _models.Path(role, model, file);

    public Task StopAsync(string role) => Silos.Cluster.StopSiloAsync(At(role));

    public IGrainFactory GrainsOf(string role) => At(role).ServiceProvider.GetRequiredService<IGrainFactory>();

    public static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await reached())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Silos.DisposeAsync();
        _models.Dispose();
    }

    private InProcessSiloHandle At(string role) => Silos.Cluster.Silos.Single(silo => _roles[silo.Name] == role);

    private string RoleOf(SiloAddress address) => _roles[Silos.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)).Name];

    private async Task<string?> PickAsync(EncoderId encoder)
    {
        var picked = await Silos.Cluster.Client.GetGrain<IEncoderDirectoryGrain>(encoder.Value).PickAsync(Token);
        return picked.Succeeded ? RoleOf(SiloAddress.FromParsableString(picked.Value.Silo)) : null;
    }

    private EncoderCatalog Catalog(string role) => new(Options.Create(new EncoderCatalogOptions { ModelFolders = [_models.Path(role)] }));

    private void CopyModel(string role, string name, double spread) =>
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), _models.Path(role, name), preprocessor => preprocessor["image_std"] = new JsonArray(spread, spread, spread));
}
