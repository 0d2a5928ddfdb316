namespace Cluster.VectorIndex.Qdrant;

/// <summary>Which Qdrant server to use, and how.</summary>
public sealed record QdrantVectorIndexOptions
{
    /// <summary>The configuration section that these are read from.</summary>
    public const string Section = "VectorIndex:Qdrant";

    /// <summary>The gRPC address, <c>http://host:6334</c>, or <c>https://</c> for TLS. No default.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The API key; empty for a server without one. Needs TLS unless <see cref="AllowKeyOverPlainText"/>. Never logged.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// A PEM file with the certificates of the authority that signed the server's, for one that this machine does not trust by itself. Then no other is
    /// trusted. Default: empty, the machine's own.
    /// </summary>
    public string CertificateAuthority { get; set; } = "";

    /// <summary>Whether the API key may travel unencrypted, for a server on the same machine or in a private network. Default: false.</summary>
    public bool AllowKeyOverPlainText { get; set; }

    /// <summary>How long a read may take, one attempt. 100 ms to 1 hour. Default: 30 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a write may take, one attempt. 100 ms to 1 hour. Default: 2 minutes.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Attempts of a call that fails in a way that may pass, 1 to 100. Default: 6.</summary>
    public int Attempts { get; set; } = 6;

    /// <summary>The pause before the second attempt; it doubles from there. 1 ms to 1 minute. Default: 200 ms.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause, also of one that the server asks for: a call told to wait longer fails as overloaded. Up to 1 hour. Default: 1 minute.</summary>
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Points of one write request, 1 to 2,048; null for as many as the plan of the collection says, about a MiB of vectors. Default: null.</summary>
    public int? PointsPerRequest { get; set; }

    /// <summary>Write requests of one upsert under way at once, 1 to 64. Default: 4.</summary>
    public int RequestsInFlight { get; set; } = 4;

    /// <summary>
    /// Whether queries compare with every vector instead of walking the graph. Slow on large collections; for checks of quality. Default: false.
    /// </summary>
    public bool ExactSearch { get; set; }

    /// <summary>Candidates looked at on the way through the graph, 1 to 100,000; null for the server's own. Default: 128.</summary>
    public int? SearchBreadth { get; set; } = 128;

    /// <summary>How many times the limit is scored exactly after the search among rounded vectors, 1 to 100. Default: 2.</summary>
    public double Oversampling { get; set; } = 2;

    /// <summary>How new collections are laid out.</summary>
    public QdrantCollectionLayout Layout { get; set; } = new();
}
