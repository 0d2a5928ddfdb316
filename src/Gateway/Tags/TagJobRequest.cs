using Cluster.Gateway.Classification;
using Cluster.Gateway.Retrieval;

namespace Cluster.Gateway.Tags;

/// <summary>A job that writes what points are into their payloads, by their stored vectors.</summary>
public sealed record TagJobRequest : ClassesRequest
{
    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>
    /// Moderation, instead of labels or examples: what is to be known, 1 to 50. The field then holds the list of the categories that flag a point.
    /// </summary>
    public IReadOnlyList<CategoryRequest>? Categories { get; init; }

    /// <summary>The payload field that is written: a text, or a list where <c>top</c> is above 1. It may not begin with an underscore.</summary>
    public required string Field { get; init; }

    /// <summary>Labels less probable are not written, 0 to 1. Default: 0.</summary>
    public double? MinProbability { get; init; }

    /// <summary>Labels a point, 1 to 100. Default: 1.</summary>
    public int? Top { get; init; }

    /// <summary>Only points that match.</summary>
    public FilterRequest? Filter { get; init; }

    /// <summary>An id of the caller's choice: submitting the same job under it again answers with the job as it stands. Made up when left out.</summary>
    public string? Id { get; init; }
}
