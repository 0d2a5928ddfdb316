using Cluster.Imaging;

namespace Cluster.ProbedStandalone;

/// <summary>Prepares pictures wrongly: upside down and in the wrong order of colours.</summary>
internal sealed class MirroringPreprocessor(IImagePreprocessor inner) : IImagePreprocessor
{
    public int TileBytes(PreprocessingSpec spec) => inner.TileBytes(spec);

    public PreprocessResult Preprocess(ReadOnlyMemory<byte> encoded, PreprocessingSpec spec, Span<byte> tile, CancellationToken cancellationToken)
    {
        var result = inner.Preprocess(encoded, spec, tile, cancellationToken);
        tile.Reverse();
        return result;
    }
}
