using Aspire.Hosting.Azure;

namespace Aspire.Hosting;

/// <summary>Stands in for Aspire.Hosting.Azure.Storage, where a registry lacks it: what the app host uses of it, with the signatures of its public API.</summary>
public static class AzureStorageExtensions
{
    public static IResourceBuilder<AzureStorageResource> AddAzureStorage(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new AzureStorageResource(name));

    public static IResourceBuilder<AzureStorageResource> RunAsEmulator(
        this IResourceBuilder<AzureStorageResource> builder, Action<IResourceBuilder<AzureStorageEmulatorResource>>? configureContainer = null)
    {
        var emulator = builder.ApplicationBuilder.AddResource(new AzureStorageEmulatorResource($"{builder.Resource.Name}-azurite"))
            .WithImage("azure-storage/azurite", "3.35.0").WithImageRegistry("mcr.microsoft.com")
            .WithEndpoint(targetPort: 10_000, name: "blob", scheme: "http");
        builder.Resource.Emulator = emulator.Resource;
        configureContainer?.Invoke(emulator);
        return builder;
    }

    public static IResourceBuilder<AzureStorageEmulatorResource> WithDataVolume(
        this IResourceBuilder<AzureStorageEmulatorResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithVolume(name ?? "azurite-data", "/data", isReadOnly);

    public static IResourceBuilder<AzureBlobStorageResource> AddBlobs(this IResourceBuilder<AzureStorageResource> builder, string name) =>
        builder.ApplicationBuilder.AddResource(new AzureBlobStorageResource(name, builder.Resource));
}
