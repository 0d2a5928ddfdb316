using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders;

/// <summary>Tells which encoders there are. Stateless; key <see cref="Key"/>.</summary>
[Alias("cluster.IEncoderCatalogGrain")]
public interface IEncoderCatalogGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "encoders";

    /// <summary>All encoders whose model folders are complete, by name.</summary>
    [Alias("list")]
    Task<IReadOnlyList<EncoderDescription>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One encoder by name, <c>name@version</c> or, where allowed, model folder. EncoderNotFound or ModelIncomplete otherwise.</summary>
    [Alias("find")]
    Task<Outcome<EncoderDescription>> FindAsync(string encoder, CancellationToken cancellationToken = default);
}
