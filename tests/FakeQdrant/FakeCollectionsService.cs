using Cluster.VectorIndex.Qdrant.Wire;
using Grpc.Core;

namespace Cluster.FakeQdrant;

/// <summary>Collections as a server keeps them.</summary>
public sealed class FakeCollectionsService(FakeServerState state) : Collections.CollectionsBase
{
    /// <inheritdoc />
    public override Task<GetCollectionInfoResponse> Get(GetCollectionInfoRequest request, ServerCallContext context)
    {
        var collection = WireFormat.Find(state, request.CollectionName);
        var yellow = state.YellowLooks > 0;
        state.YellowLooks -= yellow ? 1 : 0;
        var config = new CollectionConfig
        {
            Params = new CollectionParams
            {
                ShardNumber = collection.Created.ShardNumber,
                VectorsConfig = collection.Created.VectorsConfig,
                ReplicationFactor = collection.Created.ReplicationFactor,
            },
            OptimizerConfig = collection.Optimizers,
        };
        config.Metadata.Add(collection.Created.Metadata);
        return Task.FromResult(new GetCollectionInfoResponse
        {
            Result = new CollectionInfo
            {
                Status = yellow ? CollectionStatus.Yellow : CollectionStatus.Green,
                OptimizerStatus = new OptimizerStatus { Ok = true },
                Config = config,
                PointsCount = (ulong)collection.Points.Count,
            },
        });
    }

    /// <inheritdoc />
    public override Task<ListCollectionsResponse> List(ListCollectionsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListCollectionsResponse { Collections = { state.Collections.Keys.Select(static name => new CollectionDescription { Name = name }) } });

    /// <inheritdoc />
    public override Task<CollectionOperationResponse> Create(CreateCollection request, ServerCallContext context)
    {
        var size = request.VectorsConfig.ParamsMap.Map.Values.Single().Size;
        if (size is < 1 or > 65_536 || request is { HasShardNumber: true, ShardNumber: 0 } || request is { HasReplicationFactor: true, ReplicationFactor: 0 })
        {
            throw WireFormat.Invalid("Validation error in body");
        }

        if (!state.KeepsMetadata)
        {
            // A field that an old server does not know is dropped without a word.
            request.Metadata.Clear();
        }

        if (!state.Collections.TryAdd(request.CollectionName, new FakeCollection(request)))
        {
            throw new RpcException(new Status(StatusCode.AlreadyExists, $"Wrong input: Collection `{request.CollectionName}` already exists!"));
        }

        return Task.FromResult(new CollectionOperationResponse { Result = true });
    }

    /// <inheritdoc />
    public override Task<CollectionOperationResponse> Update(UpdateCollection request, ServerCallContext context)
    {
        WireFormat.Find(state, request.CollectionName).Optimizers.MergeFrom(request.OptimizersConfig ?? new OptimizersConfigDiff());
        return Task.FromResult(new CollectionOperationResponse { Result = true });
    }

    /// <inheritdoc />
    public override Task<CollectionOperationResponse> Delete(DeleteCollection request, ServerCallContext context) =>
        Task.FromResult(new CollectionOperationResponse { Result = state.Collections.TryRemove(request.CollectionName, out _) });

    /// <inheritdoc />
    public override Task<CollectionOperationResponse> UpdateAliases(ChangeAliases request, ServerCallContext context)
    {
        foreach (var action in request.Actions)
        {
            if (action.ActionCase == AliasOperations.ActionOneofCase.DeleteAlias)
            {
                state.Aliases.TryRemove(action.DeleteAlias.AliasName, out _);
                continue;
            }

            if (state.Collections.ContainsKey(action.CreateAlias.AliasName))
            {
                throw new RpcException(new Status(StatusCode.AlreadyExists, $"Collection with name `{action.CreateAlias.AliasName}` already exists!"));
            }

            WireFormat.Find(state, action.CreateAlias.CollectionName);
            state.Aliases[action.CreateAlias.AliasName] = action.CreateAlias.CollectionName;
        }

        return Task.FromResult(new CollectionOperationResponse { Result = true });
    }

    /// <inheritdoc />
    public override Task<CollectionExistsResponse> CollectionExists(CollectionExistsRequest request, ServerCallContext context) => Task.FromResult(
        new CollectionExistsResponse { Result = new CollectionExists { Exists = state.Collections.ContainsKey(request.CollectionName) } });
}
