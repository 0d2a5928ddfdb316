namespace Cluster.Cli.Hub.Known;

/// <summary>A checkpoint that is known here, as the manifests shipped with this program say.</summary>
/// <param name="Hub">Its id on the hub.</param>
/// <param name="Family">OpenCLIP, CLIP, MetaCLIP, ALIGN, SigLIP.</param>
/// <param name="Architecture">Such as ViT-B/32.</param>
/// <param name="Dimension">Length of its embeddings.</param>
/// <param name="Licence">Licence of the weights as an SPDX id in lower case; null where it is not known for sure.</param>
/// <param name="HasOnnx">Whether the repository holds ONNX graphs that can be pulled as they are.</param>
/// <param name="Note">What else to know.</param>
/// <param name="Revision">The commit that <paramref name="Files"/> belongs to; null when none is pinned.</param>
/// <param name="Files">SHA-256 a file (lower-case hex) that the download must have; null or absent where not known.</param>
internal sealed record KnownModel(
    string Hub,
    string Family,
    string Architecture,
    int Dimension,
    string? Licence,
    bool HasOnnx,
    string? Note = null,
    string? Revision = null,
    IReadOnlyDictionary<string, string?>? Files = null);
