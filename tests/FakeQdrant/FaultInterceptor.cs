using Cluster.VectorIndex.Qdrant.Wire;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Cluster.FakeQdrant;

/// <summary>Checks the key, notes the call and lets faults happen.</summary>
public sealed class FaultInterceptor(FakeServerState state) : Interceptor
{
    /// <inheritdoc />
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var method = context.Method.Split('/')[^1];
        if (state is { Discards: false, KeepsCalls: true })
        {
            state.Calls.Enqueue((method, request));
        }

        if (state.IsAway)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        }

        if (method != "HealthCheck" && context.RequestHeaders.GetValue("api-key") is var key && (key ?? "") != state.ApiKey)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "Invalid API key or JWT"));
        }

        if (state.TakeFault(method) is not { } fault)
        {
            return await continuation(request, context);
        }

        if (fault.HeldUntil is not null)
        {
            await fault.HeldUntil.WaitAsync(context.CancellationToken);
        }

        if (fault.Code == StatusCode.OK)
        {
            return await continuation(request, context);
        }

        if (fault.HalfWritten && request is UpsertPoints upsert)
        {
            var half = upsert.Clone();
            half.Points.Clear();
            half.Points.Add(upsert.Points.Take(upsert.Points.Count / 2));
            await continuation((TRequest)(object)half, context);
        }
        else if (fault.AfterTheDeed)
        {
            await continuation(request, context);
        }

        if (fault.CutsConnection)
        {
            context.GetHttpContext().Abort();
        }

        throw new RpcException(new Status(fault.Code, fault.Detail), fault.Trailers);
    }
}
