using System.Globalization;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Shoppers;
using Cluster.Gateway.Collections;
using Cluster.VectorIndex;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Shoppers;

/// <summary>Checks events and finds the points of their items.</summary>
internal sealed class EventReader(CollectionReader collections, IVectorIndex index, TimeProvider time)
{
    private const int MaxEvents = 100;
    private const int MaxIdLength = 100;

    /// <summary>The events; those about keys that are not in the collection are left out.</summary>
    /// <exception cref="FailureException">InvalidRequest, with the field that is wrong.</exception>
    public async Task<IReadOnlyList<ShopperEvent>> ReadAsync(LiveCollection live, EventsRequest request, CancellationToken cancellationToken)
    {
        RequireAtMost("$.events", request.Events, MaxEvents);
        Require(request.Events.Count > 0, "$.events is empty.");
        var now = time.GetUtcNow();
        List<(ShopperEvent Event, string? Key)> read = [.. request.Events.Select((item, i) => Read(item, string.Create(CultureInfo.InvariantCulture, $"$.events[{i}]"), now))];
        var byKey = await FindAsync(live, [.. read.Select(static pair => pair.Key).OfType<string>().Distinct()], cancellationToken);
        return
        [
            .. read.Where(pair => pair.Key is null || byKey.ContainsKey(pair.Key))
                .Select(pair => pair.Key is null ? pair.Event : pair.Event with { Point = byKey[pair.Key] }),
        ];
    }

    private static (ShopperEvent Event, string? Key) Read(EventRequest? item, string path, DateTimeOffset now)
    {
        Require(item is not null, $"{path} is null.");
        Require(item!.Kind is "view" or "cart" or "purchase" or "dismiss", $"{path}.kind is not one of view, cart, purchase, dismiss.");
        Require((item.PointId is null) != (item.Key is null), $"{path} gives none or both of pointId and key; give one.");
        Require(item.Key is not "", $"{path}.key is empty.");
        Require(item.At is null || item.At <= now.AddDays(1), $"{path}.at lies more than a day ahead.");
        Require(item.Id is null or { Length: > 0 and <= MaxIdLength }, $"{path}.id has not 1 to {MaxIdLength} characters.");
        var point = item.PointId is null ? default : ReadId(item.PointId, $"{path}.pointId");
        var kind = Enum.Parse<ShopperEventKind>(item.Kind, ignoreCase: true);
        return (new ShopperEvent(point, kind, item.At?.ToUniversalTime() is { } at && at < now ? at : now, item.Id), item.Key);
    }

    private async Task<Dictionary<string, PointId>> FindAsync(LiveCollection live, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, PointId>(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return found;
        }

        var candidates = await collections.IdsByKeyAsync(live.Alias.Value, keys, cancellationToken);
        var there = (await index.GetAsync(live.Collection, [.. candidates.SelectMany(static pair => pair.Value).Distinct()], PointSelector.IdOnly, cancellationToken))
            .Select(static point => point.Id).ToHashSet();
        foreach (var (key, ids) in candidates)
        {
            foreach (var id in ids.Where(there.Contains).Take(1))
            {
                found[key] = id;
            }
        }

        return found;
    }
}
