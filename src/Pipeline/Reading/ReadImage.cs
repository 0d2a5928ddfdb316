using Cluster.Corpora;

namespace Cluster.Pipeline.Reading;

/// <summary>An image whose bytes are in memory. Whoever takes it disposes of the bytes.</summary>
internal sealed record ReadImage(PendingImage Pending, BlobRead Blob, long ReadFrom, long ReadTo);
