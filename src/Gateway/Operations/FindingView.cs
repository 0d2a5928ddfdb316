using Cluster.Contracts.Operations;

namespace Cluster.Gateway.Operations;

/// <summary>Something that an operation found.</summary>
/// <param name="What">The class, such as <c>missing</c>.</param>
/// <param name="Key">The image.</param>
/// <param name="Detail">Particulars.</param>
public sealed record FindingView(string What, string Key, string Detail)
{
    internal static FindingView Of(OperationFinding finding) => new(finding.What, finding.Key, finding.Detail);
}
