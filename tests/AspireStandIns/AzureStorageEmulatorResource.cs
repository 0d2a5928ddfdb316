namespace Aspire.Hosting.Azure;

/// <summary>Azurite in a container.</summary>
public sealed class AzureStorageEmulatorResource(string name) : ContainerResource(name);
