namespace Cluster.Contracts.Operations;

/// <summary>What a long operation does. Numbers are stable: they are stored.</summary>
public enum OperationKind
{
    /// <summary>Holds the listing of a corpus, the ledger and the collection against each other.</summary>
    Verify = 0,

    /// <summary>Finds images that are in a collection more than once, exactly or nearly.</summary>
    Duplicates = 1,

    /// <summary>Fills a collection from the lake, with no encoder.</summary>
    Load = 2,

    /// <summary>Takes all points of a corpus out of a collection.</summary>
    RemoveCorpus = 3,
}
