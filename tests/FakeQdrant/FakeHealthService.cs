using Cluster.VectorIndex.Qdrant.Wire;
using Grpc.Core;

namespace Cluster.FakeQdrant;

/// <summary>Says which version it is.</summary>
public sealed class FakeHealthService(FakeServerState state) : Qdrant.QdrantBase
{
    /// <inheritdoc />
    public override Task<HealthCheckReply> HealthCheck(HealthCheckRequest request, ServerCallContext context) =>
        Task.FromResult(new HealthCheckReply { Title = "qdrant - vector search engine", Version = state.Version });
}
