namespace Cluster.Gateway.Limits;

/// <summary>Marks the routes that pass the <see cref="LoadGate"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GatedAttribute : Attribute;
