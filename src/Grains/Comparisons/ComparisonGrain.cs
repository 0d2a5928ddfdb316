using Cluster.Contracts.Collections;
using Cluster.Contracts.Comparisons;
using Cluster.Contracts.Encoders;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Encoders;
using Cluster.Grains.Reembedding.Gates;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Comparisons;

/// <inheritdoc cref="IComparisonGrain" />
public sealed class ComparisonGrain(
    EncoderComparison comparison, ComparisonReports reports, ClusterEncoders encoders, IGrainFactory grains, ILogger<ComparisonGrain> logger) : Grain, IComparisonGrain
{
    private ComparisonRun? _run;

    private CollectionName Alias => new(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public async Task<Outcome<ComparisonSnapshot>> StartAsync(ComparisonSpec spec, CancellationToken cancellationToken)
    {
        if (Refuse(spec) is { } refusal)
        {
            return refusal;
        }

        if (_run is { Snapshot.IsOver: false })
        {
            return new Failure(FailureKind.Conflict, $"Encoders are being compared on collection '{Alias}' already; wait for its end.");
        }

        var live = await grains.GetGrain<ICollectionGrain>(Alias.Value).GetLiveAsync(cancellationToken);
        if (!live.Succeeded)
        {
            return live.Failure;
        }

        List<EncoderDescription> found = [];
        foreach (var name in spec.Encoders)
        {
            var encoder = await encoders.FindAsync(name, cancellationToken);
            if (!encoder.Succeeded)
            {
                return encoder.Failure;
            }

            found.Add(encoder.Value);
        }

        _run?.Dispose();
        _run = ComparisonRun.Start(spec, found, comparison, logger);
        DelayDeactivation(TimeSpan.FromHours(1));
        return _run.Snapshot;
    }

    /// <inheritdoc />
    public Task<Outcome<ComparisonSnapshot>> ShowAsync(CancellationToken cancellationToken) => Task.FromResult<Outcome<ComparisonSnapshot>>(
        _run is { } run ? run.Snapshot : new Failure(FailureKind.JobNotFound, $"No comparison runs on collection '{Alias}'; start one, or read the report of the last."));

    /// <inheritdoc />
    public async Task<Outcome<ReportFile>> ReadReportAsync(string format, CancellationToken cancellationToken) =>
        await reports.ReadAsync(Alias, format, cancellationToken) is { } file
            ? file
            : new Failure(FailureKind.JobNotFound, $"Encoders were never compared on collection '{Alias}'.");

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _run?.Stop();
        return Task.CompletedTask;
    }

    private static Failure? Refuse(ComparisonSpec spec)
    {
        var what = spec switch
        {
            { Encoders.Count: < 2 or > 8 } => "Name two to eight encoders to compare.",
            { Sample: < 20 or > 5_000 } => "The sample must lie between 20 and 5,000 pictures.",
            { PricePerHour: not (null or >= 0) } => "A price per hour cannot be below 0.",
            _ => spec.Labels is { } labels ? LabelledData.Read(labels).Failure?.Detail : null,
        };
        return what is null ? null : new Failure(FailureKind.InvalidRequest, what);
    }
}
