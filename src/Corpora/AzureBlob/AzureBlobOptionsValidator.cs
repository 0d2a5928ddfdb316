using Microsoft.Extensions.Options;

namespace Cluster.Corpora.AzureBlob;

internal sealed class AzureBlobOptionsValidator : IValidateOptions<AzureBlobOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureBlobOptions options)
    {
        var faults = new List<string>();
        Require(options.PageSize is >= 1 and <= 5_000, nameof(options.PageSize), "give 1 to 5,000 blobs.");
        Require(options.ParallelPrefixes is >= 1 and <= 64, nameof(options.ParallelPrefixes), "give 1 to 64 folders.");
        foreach (var (account, value) in options.Accounts)
        {
            var key = $"{nameof(options.Accounts)}:{account}:";
            Require(
                !string.IsNullOrWhiteSpace(value.ConnectionString) || (Uri.TryCreate(value.ServiceUri, UriKind.Absolute, out var uri) && uri.Query.Length == 0),
                key + nameof(value.ServiceUri), "give the blob endpoint (without a query), or a ConnectionString.");
            Require(value.RequestsPerSecond is >= 1 and <= 1_000_000, key + nameof(value.RequestsPerSecond), "give 1 to 1,000,000 requests.");
            Require(value.MaxRetries is >= 0 and <= 20, key + nameof(value.MaxRetries), "give 0 to 20 attempts.");
            Require(value.RetryDelay > TimeSpan.Zero && value.RetryDelay <= TimeSpan.FromSeconds(30), key + nameof(value.RetryDelay), "give up to 30 s.");
            Require(value.NetworkTimeout > TimeSpan.Zero, key + nameof(value.NetworkTimeout), "give more than nothing.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        // The value itself is not shown: it may stand where a secret was meant to.
        void Require(bool holds, string key, string whatToDo)
        {
            if (!holds)
            {
                faults.Add($"{AzureBlobOptions.Section}:{key} is not usable: {whatToDo}");
            }
        }
    }
}
