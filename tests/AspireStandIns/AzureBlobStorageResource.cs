namespace Aspire.Hosting.Azure;

/// <summary>The blobs of a storage account.</summary>
public sealed class AzureBlobStorageResource(string name, AzureStorageResource storage) : Resource(name), IResourceWithConnectionString
{
    /// <summary>Of the emulator, whose account and key are public.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;BlobEndpoint={new EndpointReference(storage.Emulator!, "blob").Property(EndpointProperty.Url)}/devstoreaccount1");
}
