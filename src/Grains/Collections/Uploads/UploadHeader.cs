namespace Cluster.Grains.Collections.Uploads;

/// <summary>What stands before the bytes of an uploaded image.</summary>
/// <param name="Key">Its key.</param>
/// <param name="ContentHash">SHA-256 of the bytes, lower-case hex; also its version tag.</param>
/// <param name="Length">Bytes of the image.</param>
internal sealed record UploadHeader(string Key, string ContentHash, long Length);
