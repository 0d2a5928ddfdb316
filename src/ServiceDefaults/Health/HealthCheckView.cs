namespace Cluster.ServiceDefaults.Health;

/// <summary>One check of a health answer.</summary>
/// <param name="Name">What was looked at: <c>membership</c>, <c>silos</c>, <c>index</c>, <c>encoders</c>.</param>
/// <param name="Status">As for the whole.</param>
/// <param name="Detail">What is wrong, or what was seen.</param>
public sealed record HealthCheckView(string Name, string Status, string? Detail);
