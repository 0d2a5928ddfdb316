using Cluster.Contracts.Operations;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Tests.Operations;

public sealed class OperationDirectoryTests
{
    private static readonly CollectionName Photos = new("photos");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_oldest_that_have_ended_make_room_and_what_runs_is_never_forgotten()
    {
        await using var silos = await TwoSilos.WithPicturesAsync(0);
        var directory = silos.Cluster.Client.GetGrain<IOperationDirectoryGrain>(IOperationDirectoryGrain.Key);
        Assert.True(await directory.AddAsync("runs", OperationKind.Load, Photos, Token));
        for (var i = 1; i < IOperationDirectoryGrain.MostListed; i++)
        {
            Assert.True(await directory.AddAsync($"o{i}", OperationKind.Verify, Photos, Token));
        }

        // As many run as are ever known: nothing is forgotten for another one, and the same again is no other one.
        Assert.False(await directory.AddAsync("late", OperationKind.Verify, Photos, Token));
        Assert.True(await directory.AddAsync("o7", OperationKind.Verify, Photos, Token));
        await directory.EndAsync("o3", OperationState.Completed, Token);
        await directory.EndAsync("o2", OperationState.Failed, Token);
        await directory.EndAsync("nobody", OperationState.Failed, Token);
        Assert.True(await directory.AddAsync("late", OperationKind.Duplicates, Photos, Token));
        var all = await AllAsync(directory, new OperationQuery(300));
        Assert.Equal(IOperationDirectoryGrain.MostListed, all.Count);
        Assert.Equal(["late", "runs"], [all[0], all[^1]]);
        Assert.DoesNotContain("o2", all);
        Assert.Contains("o3", all);

        Assert.Equal(["o3"], await AllAsync(directory, new OperationQuery(1) { State = OperationState.Completed }));
        Assert.Equal(["late"], await AllAsync(directory, new OperationQuery(1) { Kind = OperationKind.Duplicates, Collections = ["photos", "others"] }));
        Assert.Empty(await AllAsync(directory, new OperationQuery(1) { Collections = ["others"] }));
        await directory.RemoveAsync("late", Token);
        Assert.Empty(await AllAsync(directory, new OperationQuery(1) { Kind = OperationKind.Duplicates }));
    }

    [Fact]
    public async Task What_is_woken_but_was_never_started_leaves_the_directory()
    {
        await using var silos = await TwoSilos.WithPicturesAsync(0);
        var directory = silos.Cluster.Client.GetGrain<IOperationDirectoryGrain>(IOperationDirectoryGrain.Key);
        await directory.AddAsync("torn", OperationKind.Verify, Photos, Token);
        await silos.Cluster.Client.GetGrain<IOperationGrain>("torn").WakeAsync(Token);
        Assert.Empty(await AllAsync(directory, new OperationQuery(10)));
    }

    private static async Task<List<string>> AllAsync(IOperationDirectoryGrain directory, OperationQuery query)
    {
        List<string> ids = [];
        for (long? before = null; ;)
        {
            var page = await directory.ListAsync(query with { Before = before }, Token);
            ids.AddRange(page.Entries.Select(static entry => entry.Id));
            if ((before = page.Next) is null)
            {
                return ids;
            }
        }
    }
}
