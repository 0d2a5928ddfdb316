using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex.Qdrant.Wire;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using CollectionsClient = Cluster.VectorIndex.Qdrant.Wire.Collections.CollectionsClient;
using PointsClient = Cluster.VectorIndex.Qdrant.Wire.Points.PointsClient;
using QdrantClient = Cluster.VectorIndex.Qdrant.Wire.Qdrant.QdrantClient;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Calls to the server with key, deadline, and new attempts where a fault may pass. Every call here may be repeated without harm.</summary>
internal sealed partial class QdrantCalls : IDisposable
{
    // Pages with vectors are larger than the 4 MiB that a client takes by default.
    public const int LargestAnswer = 64 << 20;

    private readonly QdrantVectorIndexOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];
    private readonly SemaphoreSlim _versionGate = new(1);
    private QdrantVersion? _version;

    public QdrantCalls(QdrantVectorIndexOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        if (options.ApiKey.Length > 0)
        {
            _headers.Add("api-key", options.ApiKey);
        }

        _channel = GrpcChannel.ForAddress(options.Endpoint, new GrpcChannelOptions
        {
            MaxReceiveMessageSize = LargestAnswer,
            MaxSendMessageSize = null,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TrustOf(options) },
            },
            DisposeHttpClient = true,
        });
        Collections = new CollectionsClient(_channel);
        Points = new PointsClient(_channel);
    }

    public CollectionsClient Collections { get; }

    public PointsClient Points { get; }

    public Task<T> ReadAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        CallAsync(call, _options.ReadTimeout, cancellationToken);

    public Task<T> WriteAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        CallAsync(call, _options.WriteTimeout, cancellationToken);

    /// <summary>The server's version, asked once; refuses a server that is too old.</summary>
    public async Task<QdrantVersion> VersionAsync(CancellationToken cancellationToken)
    {
        if (_version is { } known)
        {
            return known;
        }

        await _versionGate.WaitAsync(cancellationToken);
        try
        {
            var version = _version ?? await AskVersionAsync(cancellationToken);
            _version = version;
            return version;
        }
        finally
        {
            _versionGate.Release();
        }
    }

    public void Dispose()
    {
        _channel.Dispose();
        _versionGate.Dispose();
    }

    private static X509ChainPolicy? TrustOf(QdrantVectorIndexOptions options)
    {
        if (options.CertificateAuthority.Length == 0)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(options.CertificateAuthority);
        return policy;
    }

    private async Task<QdrantVersion> AskVersionAsync(CancellationToken cancellationToken)
    {
        var health = new QdrantClient(_channel);
        var reply = await ReadAsync(options => health.HealthCheckAsync(new HealthCheckRequest(), options), cancellationToken);
        if (!QdrantVersion.TryParse(reply.Version, out var version) || version.CompareTo(QdrantVersion.Oldest) < 0)
        {
            throw new FailureException(
                FailureKind.InvalidRequest, $"The server at {_options.Endpoint} is Qdrant '{reply.Version}'; {QdrantVersion.Oldest} or newer is needed.");
        }

        LogConnected(_options.Endpoint, version);
        return version;
    }

    private async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            QdrantFault fault;
            RpcException thrown;
            try
            {
                // The deadline is gRPC's own, which takes wall-clock time.
                using var pending = call(new CallOptions(_headers, _time.GetUtcNow().UtcDateTime + timeout, cancellationToken));
                return await pending.ResponseAsync;
            }
            catch (RpcException e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (fault, thrown) = (QdrantFault.From(e), e);
            }

            if (fault.Failure.Kind == FailureKind.StorageFull)
            {
                LogFull(_options.Endpoint, fault.Failure.Detail);
            }

            var pause = fault.RetryAfter ?? Backoff(attempt);
            if (!fault.MayPass || attempt >= _options.Attempts || pause > _options.LongestRetryDelay)
            {
                throw new FailureException(fault.Failure, thrown);
            }

            LogRetry(attempt, thrown.StatusCode, pause.TotalSeconds);
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private TimeSpan Backoff(int attempt) =>
        TimeSpan.FromTicks(Math.Min(_options.LongestRetryDelay.Ticks, _options.FirstRetryDelay.Ticks << Math.Min(attempt - 1, 20)));
}
