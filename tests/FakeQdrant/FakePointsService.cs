using Cluster.Domain.Payloads;
using Cluster.Domain.Recommendations;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex.Qdrant.Wire;
using Grpc.Core;
using DomainFilter = Cluster.Domain.Retrieval.Filter;
using DomainPointId = Cluster.Domain.Identity.PointId;
using WireFacetHit = Cluster.VectorIndex.Qdrant.Wire.FacetHit;
using WireScoredPoint = Cluster.VectorIndex.Qdrant.Wire.ScoredPoint;

namespace Cluster.FakeQdrant;

/// <summary>Points as a server keeps them.</summary>
public sealed class FakePointsService(FakeServerState state) : Points.PointsBase
{
    /// <inheritdoc />
    public override Task<PointsOperationResponse> Upsert(UpsertPoints request, ServerCallContext context)
    {
        var collection = WireFormat.Find(state, request.CollectionName);
        if (request.Points.Count == 0)
        {
            throw WireFormat.Invalid("Empty update request");
        }

        if (!state.Discards)
        {
            foreach (var point in request.Points.Select(point => Read(point, collection)).ToList())
            {
                collection.Points[point.Id] = point;
            }
        }

        return Done(request.Wait);
    }

    /// <inheritdoc />
    public override Task<PointsOperationResponse> Delete(DeletePoints request, ServerCallContext context)
    {
        var collection = WireFormat.Find(state, request.CollectionName);
        foreach (var id in Selected(collection, request.Points))
        {
            collection.Points.TryRemove(id, out _);
        }

        return Done(request.Wait);
    }

    /// <inheritdoc />
    public override Task<PointsOperationResponse> SetPayload(SetPayloadPoints request, ServerCallContext context)
    {
        var collection = WireFormat.Find(state, request.CollectionName);
        var fields = WireFormat.Payload(request.Payload);
        var missing = default(DomainPointId?);
        foreach (var id in Selected(collection, request.PointsSelector))
        {
            if (collection.Points.TryGetValue(id, out var point))
            {
                var merged = new Dictionary<string, PayloadValue>(point.Payload, StringComparer.Ordinal);
                fields.ToList().ForEach(field => merged[field.Key] = field.Value);
                collection.Points[id] = point with { Payload = merged };
            }
            else
            {
                missing = id;
            }
        }

        return missing is { } gone ? throw WireFormat.MissingPoint(gone) : Done(request.Wait);
    }

    /// <inheritdoc />
    public override Task<PointsOperationResponse> CreateFieldIndex(CreateFieldIndexCollection request, ServerCallContext context)
    {
        WireFormat.Find(state, request.CollectionName).Indexes[WireFormat.Key(request.FieldName)] = request;
        return Done(request.Wait);
    }

    /// <inheritdoc />
    public override Task<GetResponse> Get(GetPoints request, ServerCallContext context)
    {
        var collection = WireFormat.Find(state, request.CollectionName);
        return Task.FromResult(new GetResponse
        {
            Result =
            {
                // In an order of its own, as a server with several segments does.
                request.Ids.Select(WireFormat.Id).Order().Reverse().Where(collection.Points.ContainsKey)
                    .Select(id => Retrieved(collection, collection.Points[id], request.WithPayload, request.WithVectors)),
            },
        });
    }

    /// <inheritdoc />
    public override Task<ScrollResponse> Scroll(ScrollPoints request, ServerCallContext context)
    {
        var collection = WireFormat.Find(state, request.CollectionName);
        var from = request.Offset is null ? default : WireFormat.Id(request.Offset);
        var limit = request.HasLimit ? (int)request.Limit : 10;
        var page = Matching(collection, request.Filter).Where(point => point.Id >= from).OrderBy(static point => point.Id).Take(limit + 1).ToList();
        var response = new ScrollResponse
        {
            Result = { page.Take(limit).Select(point => Retrieved(collection, point, request.WithPayload, request.WithVectors)) },
        };
        if (page.Count > limit)
        {
            response.NextPageOffset = WireFormat.Id(page[limit].Id);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc />
    public override Task<CountResponse> Count(CountPoints request, ServerCallContext context) => Task.FromResult(new CountResponse
    {
        Result = new CountResult { Count = (ulong)Matching(WireFormat.Find(state, request.CollectionName), request.Filter).LongCount() },
    });

    /// <inheritdoc />
    public override Task<QueryResponse> Query(QueryPoints request, ServerCallContext context)
    {
        var collection = WireFormat.Find(state, request.CollectionName);
        if (request.Using != collection.Vector.Name)
        {
            throw WireFormat.Invalid($"Wrong input: Not existing vector name error: {request.Using}");
        }

        var scoring = FakeScoring.Read(request.Query, collection);
        var hits = Matching(collection, request.Filter)
            .Where(point => !scoring.Examples.Contains(point.Id))
            .Select(point => (Point: point, Score: scoring.Score(point.Vector)))
            .Where(hit => !request.HasScoreThreshold || hit.Score > request.ScoreThreshold)

            // Between shards the larger id comes first among equals.
            .OrderByDescending(static hit => hit.Score).ThenByDescending(static hit => hit.Point.Id)
            .Take(request.HasLimit ? (int)request.Limit : 10);
        return Task.FromResult(new QueryResponse
        {
            Result =
            {
                hits.Select(hit =>
                {
                    var point = Retrieved(collection, hit.Point, request.WithPayload, request.WithVectors);
                    return new WireScoredPoint { Id = point.Id, Score = hit.Score, Payload = { point.Payload }, Vectors = point.Vectors };
                }),
            },
        });
    }

    /// <inheritdoc />
    public override Task<FacetResponse> Facet(FacetCounts request, ServerCallContext context)
    {
        var collection = WireFormat.Find(state, request.CollectionName);
        var key = WireFormat.Key(request.Key);
        if (!collection.Indexes.TryGetValue(key, out var index)
            || index.FieldType is not (FieldType.Keyword or FieldType.Integer or FieldType.Bool))
        {
            throw WireFormat.Invalid($"Bad request: Index required but not found for \"{key}\" of one of the following types: [keyword, integer, uuid, bool]");
        }

        var hits = Matching(collection, request.Filter)
            .SelectMany(point => (point.Payload.GetValueOrDefault(key) is PayloadValue.Many many ? many.Values : [point.Payload.GetValueOrDefault(key)!]).Distinct())
            .Where(static value => value is PayloadValue.Text or PayloadValue.Integer or PayloadValue.Truth)
            .GroupBy(static value => value)
            .OrderByDescending(static group => group.Count())
            .Take((int)request.Limit);
        return Task.FromResult(new FacetResponse { Hits = { hits.Select(static group => Hit(group.Key, group.Count())) } });
    }

    private static WireFacetHit Hit(PayloadValue value, int count) => new()
    {
        Count = (ulong)count,
        Value = value switch
        {
            PayloadValue.Integer integer => new FacetValue { IntegerValue = integer.Value },
            PayloadValue.Truth truth => new FacetValue { BoolValue = truth.Value },
            _ => new FacetValue { StringValue = ((PayloadValue.Text)value).Value },
        },
    };

    private static FakePoint Read(PointStruct point, FakeCollection collection)
    {
        if (point.Vectors?.Vectors_?.Vectors.GetValueOrDefault(collection.Vector.Name) is not { } vector)
        {
            throw WireFormat.Invalid("Wrong input: Not existing vector name error");
        }

        var values = WireFormat.Floats(vector.Dense.Data);
        if (values.Length != collection.Vector.Size)
        {
            throw WireFormat.Invalid($"Wrong input: Vector dimension error: expected dim: {collection.Vector.Size}, got {values.Length}");
        }

        ScoreFormulas.Normalise(values);
        return new FakePoint(WireFormat.Id(point.Id), values, WireFormat.Payload(point.Payload));
    }

    private static IEnumerable<FakePoint> Matching(FakeCollection collection, Cluster.VectorIndex.Qdrant.Wire.Filter? filter)
    {
        DomainFilter? condition = WireFormat.Filter(filter);
        return collection.Points.Values.Where(point => FilterMatcher.Matches(condition, point.Id, point.Payload));
    }

    private static List<DomainPointId> Selected(FakeCollection collection, PointsSelector selector) =>
        selector.PointsSelectorOneOfCase == PointsSelector.PointsSelectorOneOfOneofCase.Filter
            ? [.. Matching(collection, selector.Filter).Select(static point => point.Id)]
            : [.. selector.Points.Ids.Select(WireFormat.Id)];

    private static Task<PointsOperationResponse> Done(bool wait) => Task.FromResult(new PointsOperationResponse
    {
        Result = new UpdateResult { OperationId = 1, Status = wait ? UpdateStatus.Completed : UpdateStatus.Acknowledged },
    });

    private RetrievedPoint Retrieved(FakeCollection collection, FakePoint point, WithPayloadSelector? payload, WithVectorsSelector? vectors)
    {
        var retrieved = new RetrievedPoint { Id = WireFormat.Id(point.Id) };
        var wanted = payload?.SelectorOptionsCase switch
        {
            WithPayloadSelector.SelectorOptionsOneofCase.Include => payload.Include.Fields.Select(WireFormat.Key).Where(point.Payload.ContainsKey),
            WithPayloadSelector.SelectorOptionsOneofCase.Enable when payload.Enable => point.Payload.Keys,
            _ => [],
        };
        foreach (var field in wanted)
        {
            retrieved.Payload.Add(field, WireFormat.Payload(point.Payload[field]));
        }

        if (vectors is { Enable: true })
        {
            var data = WireFormat.Bytes(point.Vector);
            var output = state.HasOldAnswers ? new VectorOutput { Data = data } : new VectorOutput { Dense = new DenseVector { Data = data } };
            retrieved.Vectors = new VectorsOutput { Vectors = new NamedVectorsOutput { Vectors = { [collection.Vector.Name] = output } } };
        }

        return retrieved;
    }
}
