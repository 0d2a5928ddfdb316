using Azure.Storage.Blobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.AzureBlob;

/// <summary>A container, or a folder of it, that a corpus lists.</summary>
/// <param name="Label">What its keys start with: empty when it is the corpus's only one, else <c>account/container/folder/</c>.</param>
/// <param name="Container">The container.</param>
/// <param name="Prefix">What its blob names start with; empty or ending in a slash. Not part of the keys.</param>
internal sealed record BlobRoot(string Label, BlobContainerClient Container, string Prefix)
{
    /// <summary>Where it is, for a person.</summary>
    public string Place => $"{Container.AccountName}/{Container.Name}/{Prefix}";

    /// <summary>The roots of a location, in order of their labels.</summary>
    /// <param name="location">
    /// One or more, separated by commas, of <c>account/container[/folder]</c>, with the account by its configured name, or the URL of a
    /// container or folder in a configured account.
    /// </param>
    /// <param name="accounts">The accounts of this host.</param>
    /// <exception cref="FailureException">InvalidRequest when a place cannot be understood, or no account is configured for it.</exception>
    public static IReadOnlyList<BlobRoot> Parse(string location, AzureBlobAccounts accounts)
    {
        var places = location.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var roots = places.Select(place => Parse(place, accounts, isOnly: places.Length == 1)).OrderBy(static r => r.Label, StringComparer.Ordinal).ToList();
        if (roots.Count == 0)
        {
            throw Wrong(location, "it is empty");
        }

        for (var i = 1; i < roots.Count; i++)
        {
            // Labels end in a slash and are in order, so overlapping roots would list a blob twice and break the order of keys.
            if (roots[i].Label.StartsWith(roots[i - 1].Label, StringComparison.OrdinalIgnoreCase))
            {
                throw Wrong(location, $"'{roots[i].Label}' lies inside '{roots[i - 1].Label}'");
            }
        }

        return roots;
    }

    private static BlobRoot Parse(string place, AzureBlobAccounts accounts, bool isOnly)
    {
        string account, path;
        if (place.Contains("://", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(place, UriKind.Absolute, out var url) || url.Query.Length > 0 || url.UserInfo.Length > 0)
            {
                // Not repeated: what stands behind the question mark may be a signature.
                throw Wrong("the URL", "it is not a plain URL; a signature belongs into the host's configuration");
            }

            (account, path) = accounts.Match(url) is { } match
                ? (match.Name, Uri.UnescapeDataString(url.AbsolutePath[(match.Endpoint.AbsolutePath.TrimEnd('/').Length + 1)..]))
                : throw Wrong(place, $"no account with that endpoint is configured in {AzureBlobOptions.Section}:Accounts");
        }
        else
        {
            var slash = place.IndexOf('/', StringComparison.Ordinal);
            (account, path) = slash > 0 ? (place[..slash], place[(slash + 1)..]) : throw Wrong(place, "it names no container");
        }

        var parts = path.Trim('/').Split('/', 2);
        if (parts[0].Length is < 3 or > 63 || !parts[0].All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '$'))
        {
            throw Wrong(place, $"'{parts[0]}' is not a container name");
        }

        var prefix = parts.Length == 2 ? parts[1] + "/" : "";
        return new BlobRoot(isOnly ? "" : $"{account}/{parts[0]}/{prefix}", accounts.Open(account).GetBlobContainerClient(parts[0]), prefix);
    }

    private static FailureException Wrong(string what, string why) => new(
        FailureKind.InvalidRequest,
        $"The location '{what}' is not usable: {why}. Write account/container[/folder] with an account that the host knows, several separated by commas.");
}
