using Cluster.Grains.Jobs;
using Cluster.Grains.Operations;
using Cluster.Grains.Removals;
using Cluster.Grains.Sweeping;
using Cluster.Grains.Takedowns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Accounting;

/// <summary>Registers what accounts for images across jobs.</summary>
internal static class AccountingServiceCollectionExtensions
{
    /// <summary>Adds ledger, sweep, takedown and removal work.</summary>
    public static IServiceCollection AddAccounting(this IServiceCollection services)
    {
        services.AddOptions<AccountingOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccountingOptions>, AccountingOptionsValidator>());
        services.TryAddSingleton<QuarantineMemory>();
        services.TryAddSingleton<PartitionAccount>();
        services.TryAddSingleton<PassOpening>();
        services.TryAddSingleton<CorpusSweep>();
        services.TryAddSingleton<SweepRunner>();
        services.TryAddSingleton<TakedownViews>();
        services.TryAddSingleton<TakedownWork>();
        services.TryAddSingleton<FindingFiles>();
        services.TryAddSingleton<CoverageProof>();
        services.TryAddSingleton<DuplicateSearch>();
        services.TryAddSingleton<LakeLoad>();
        services.TryAddSingleton<RemovalRules>();
        services.TryAddSingleton<CorpusRemover>();
        services.TryAddSingleton<OperationRunner>();
        return services;
    }
}
