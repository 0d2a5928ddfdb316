namespace Cluster.Corpora.Table;

/// <summary>What this host allows of table corpora. Configuration section <c>Corpora:Table</c>.</summary>
public sealed class TableOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Corpora:Table";

    /// <summary>Hosts that may be fetched from although their address is private, loopback or link-local. Default: none.</summary>
    public IList<string> PrivateHosts { get; set; } = [];

    /// <summary>How long one fetch of a URL may take, redirects and body included. Default: 60 s.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
