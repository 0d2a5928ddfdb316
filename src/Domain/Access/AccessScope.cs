namespace Cluster.Domain.Access;

/// <summary>What a caller may do. Each scope holds those below it. Numbers are stable: they are stored.</summary>
public enum AccessScope
{
    /// <summary>Ask: search, recommend, classify, look at collections and jobs.</summary>
    Read = 1,

    /// <summary>Change what is in collections: submit jobs, write payloads, tell what shoppers did.</summary>
    Write = 2,

    /// <summary>Everything: drop collections, cut over, make keys.</summary>
    Admin = 3,
}
