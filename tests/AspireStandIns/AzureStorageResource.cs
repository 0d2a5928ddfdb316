namespace Aspire.Hosting.Azure;

/// <summary>A storage account.</summary>
public sealed class AzureStorageResource(string name) : Resource(name)
{
    internal AzureStorageEmulatorResource? Emulator { get; set; }
}
