namespace Cluster.Cli.Tests.Hub;

/// <summary>A request that came.</summary>
/// <param name="Place"><c>hub</c> or <c>storage</c>, which are different hosts to a client.</param>
/// <param name="Path">The path asked for, decoded.</param>
/// <param name="Authorization">The header, if it came.</param>
/// <param name="Range">The header, if it came.</param>
internal sealed record HubVisit(string Place, string Path, string? Authorization, string? Range);
