using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.AzureBlob;

/// <summary>The clients of the configured accounts: one each, shared by every corpus, so that each account has one request budget.</summary>
public sealed class AzureBlobAccounts(IOptions<AzureBlobOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<BlobServiceClient>> _clients = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentBag<RequestBudget> _budgets = [];

    /// <summary>The client of the account named <paramref name="name"/>.</summary>
    /// <exception cref="FailureException">InvalidRequest when this host has no such account.</exception>
    public BlobServiceClient Open(string name)
    {
        if (!options.Value.Accounts.TryGetValue(name, out var account))
        {
            throw new FailureException(
                FailureKind.InvalidRequest,
                $"This host has no storage account '{name}': configure {AzureBlobOptions.Section}:Accounts:{name}, or use one of "
                + $"{(options.Value.Accounts.Count == 0 ? "none" : string.Join(", ", options.Value.Accounts.Keys.Order(StringComparer.Ordinal)))}.");
        }

        return _clients.GetOrAdd(name, static (key, state) => new(() => state.Self.Make(key, state.Account)), (Self: this, Account: account)).Value;
    }

    /// <summary>The configured account whose endpoint starts the URL; null when there is none.</summary>
    internal (string Name, Uri Endpoint)? Match(Uri url)
    {
        foreach (var name in options.Value.Accounts.Keys)
        {
            var endpoint = Open(name).Uri;
            var path = endpoint.AbsolutePath.TrimEnd('/') + "/";
            if (Uri.Compare(endpoint, url, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
                && url.AbsolutePath.StartsWith(path, StringComparison.Ordinal))
            {
                return (name, endpoint);
            }
        }

        return null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var budget in _budgets)
        {
            budget.Dispose();
        }
    }

    private BlobServiceClient Make(string name, AzureBlobAccountOptions account)
    {
        var budget = new RequestBudget(account.RequestsPerSecond, account.RetryDelay, time);
        _budgets.Add(budget);
        var client = new BlobClientOptions();
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = account.MaxRetries;
        client.Retry.Delay = account.RetryDelay;
        client.Retry.MaxDelay = TimeSpan.FromSeconds(30);
        client.Retry.NetworkTimeout = account.NetworkTimeout;
        client.AddPolicy(budget, HttpPipelinePosition.PerRetry);
        options.Value.ConfigureClient?.Invoke(name, client);

        if (!string.IsNullOrWhiteSpace(account.ConnectionString))
        {
            return new BlobServiceClient(account.ConnectionString, client);
        }

        var endpoint = new Uri(account.ServiceUri!);
        return account switch
        {
            { SasToken.Length: > 0 } => new BlobServiceClient(endpoint, new AzureSasCredential(account.SasToken.TrimStart('?')), client),
            { ManagedIdentityClientId.Length: > 0 } => new BlobServiceClient(
                endpoint, new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(account.ManagedIdentityClientId)), client),
            _ => new BlobServiceClient(endpoint, new DefaultAzureCredential(), client),
        };
    }
}
