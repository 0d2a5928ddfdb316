using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests.Reembedding;

/// <summary>
/// Adds, patches and deletes points one after another, and remembers what each acknowledged change has left. A change whose answer was lost is made again
/// until it is acknowledged, as a shop would.
/// </summary>
internal sealed class LiveChanges : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ClusterProcess> _cluster;
    private readonly string _collection;
    private readonly Func<int, byte[]> _picture;
    private readonly TimeSpan _pause;
    private readonly Random _chance = new(7);
    private readonly Task _running;
    private readonly List<string> _present;

    public LiveChanges(Func<ClusterProcess> cluster, string collection, IEnumerable<string> ids, Func<int, byte[]> picture, TimeSpan pause)
    {
        (_cluster, _collection, _picture, _pause) = (cluster, collection, picture, pause);
        _present = [.. ids];
        _running = Task.Run(RunAsync);
    }

    /// <summary>What acknowledged changes left: the value of the field <c>turn</c>, or null for a deleted point.</summary>
    public Dictionary<string, int?> Expected { get; } = [];

    public List<string> Faults { get; } = [];

    public int Adds { get; private set; }

    public int Patches { get; private set; }

    public int Deletes { get; private set; }

    /// <summary>Points that were there and must be: those never deleted.</summary>
    public IReadOnlyList<string> Present => _present;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        for (var turn = 1; !_stop.IsCancellationRequested; turn++)
        {
            switch (turn % 4)
            {
                case 0:
                    await AddAsync(turn);
                    break;
                case 1:
                    await DeleteAsync();
                    break;
                default:
                    await PatchAsync(turn);
                    break;
            }

            await Task.Delay(_pause);
        }
    }

    private async Task AddAsync(int turn)
    {
        var key = $"added-{turn}";
        if (await DoAsync(http =>
            {
                var form = new MultipartFormDataContent
                {
                    { new ByteArrayContent(_picture(turn)), "image", "picture.png" }, { new StringContent(key), "key" }, { new StringContent($$"""{"turn": {{turn}}}"""), "payload" },
                };
                return http.PostAsync($"/v1/collections/{_collection}/points", form);
            }))
        {
            var id = PointId.For(new CorpusId("uploads"), new BlobKey(key)).ToString();
            (Expected[id], Adds) = (turn, Adds + 1);
            _present.Add(id);
        }
    }

    private async Task PatchAsync(int turn)
    {
        var id = _present[_chance.Next(_present.Count)];
        if (await DoAsync(http => http.PatchAsJsonAsync($"/v1/collections/{_collection}/points/{id}", new { payload = new { turn } })))
        {
            (Expected[id], Patches) = (turn, Patches + 1);
        }
    }

    private async Task DeleteAsync()
    {
        var place = _chance.Next(_present.Count);
        var id = _present[place];
        // A second attempt after a lost answer finds nothing: just as good.
        if (await DoAsync(http => http.DeleteAsync($"/v1/collections/{_collection}/points/{id}"), HttpStatusCode.NotFound))
        {
            (Expected[id], Deletes) = (null, Deletes + 1);
            _present.RemoveAt(place);
        }
    }

    private async Task<bool> DoAsync(Func<HttpClient, Task<HttpResponseMessage>> change, HttpStatusCode? alsoFine = null)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                using var answer = await change(_cluster().Http);
                if (answer.IsSuccessStatusCode || (attempt > 0 && answer.StatusCode == alsoFine))
                {
                    return true;
                }

                Faults.Add($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                return false;
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException)
            {
                await Task.Delay(100);
            }
        }

        Faults.Add("a change was never acknowledged");
        return false;
    }

    /// <summary>Every acknowledged change, held against what the collection says now.</summary>
    public async Task<List<string>> LostAsync(ClusterProcess cluster, string space)
    {
        List<string> lost = [];
        foreach (var (id, turn) in Expected)
        {
            using var answer = await cluster.Http.GetAsync($"/v1/collections/{_collection}/points/{id}");
            if (turn is null ? answer.StatusCode != HttpStatusCode.NotFound : answer.StatusCode != HttpStatusCode.OK)
            {
                lost.Add($"{id}: expected {turn?.ToString() ?? "deleted"}, got {(int)answer.StatusCode}");
                continue;
            }

            if (turn is not null)
            {
                var payload = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("payload");
                if (payload.GetProperty("turn").GetInt32() != turn || payload.GetProperty("_space").GetString() != space)
                {
                    lost.Add($"{id}: expected turn {turn} in {space}, got {payload}");
                }
            }
        }

        return lost;
    }
}
