using Cluster.Domain.Classification;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Tuning;
using Cluster.Imaging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Parity;

/// <summary>Compares a variant of an encoder with its reference and signs the result off beside the model. Takes minutes; the caller owns the thread.</summary>
public sealed class ParityVerifier(
    IOptions<OnnxOptions> onnx, IOptions<ParityOptions> options, IImagePreprocessor preprocessor, TimeProvider time, ILogger<OnnxEncoderFactory> logger,
    TuningBook? tunings = null)
{
    private readonly FileHashes _hashes = new();

    /// <summary>The signed-off result, passed or not.</summary>
    /// <exception cref="FailureException">ModelIncomplete when a file is missing or cannot be loaded; InvalidRequest; Unavailable when the provider cannot start.</exception>
    public ParityResult Verify(EncoderManifest manifest, ParityRequest request, CancellationToken cancellationToken)
    {
        if (request.Images is < ParityRequest.LeastImages or > ParityRequest.MostImages)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"A comparison takes {ParityRequest.LeastImages} to {ParityRequest.MostImages} pictures.");
        }

        var tiles = request.Sample is { } folder
            ? ParitySample.OfFolder(preprocessor, manifest.Preprocessing, folder, request.Images, cancellationToken)
            : ParitySample.Generated(manifest.Preprocessing, request.Images);
        var reference = Encode(manifest, tiles, request.Reference, ExecutionProvider.Cpu, null, cancellationToken);

        // As a shard would run it here, tuned or not; the reference always by default.
        var variant = Encode(manifest, tiles, request.Precision, request.Provider, tunings, cancellationToken);
        var figures = Compare(manifest, reference, variant);
        var result = new ParityResult
        {
            Variant = ParityVariant.Of(request.Precision, variant.Provider, onnx.Value),
            Reference = ParityVariant.Of(request.Reference, ExecutionProvider.Cpu, onnx.Value),
            Files = Hashes(manifest, request.Precision),
            ReferenceFiles = Hashes(manifest, request.Reference),
            Sample = request.Sample ?? "generated",
            Figures = figures,
            Shortfalls = ParityRules.Shortfalls(ParityVariant.Of(request.Precision, variant.Provider, onnx.Value), figures, options.Value),
            CheckedAt = time.GetUtcNow(),
            OnnxRuntime = OrtEnv.Instance().GetVersionString(),
        };
        ParityFile.Write(manifest.Folder, result);
        return result;
    }

    /// <summary>The precisions beside the reference whose image tower is in the folder.</summary>
    public static IReadOnlyList<ModelPrecision> PrecisionsOf(EncoderManifest manifest) =>
        [.. Enum.GetValues<ModelPrecision>().Where(precision => precision != ModelPrecision.Fp32 && ModelFiles.Variant(manifest.Folder, ModelFiles.Vision, precision) is not null)];

    /// <summary>What is signed off beside a model.</summary>
    /// <exception cref="FailureException">ModelIncomplete when the file cannot be read.</exception>
    public static IReadOnlyList<ParityResult> Signed(EncoderManifest manifest) => ParityFile.Read(manifest.Folder);

    private static ParityFigures Compare(EncoderManifest manifest, Encoded reference, Encoded variant)
    {
        var dimension = manifest.Dimension;
        var (mean, worst) = EmbeddingComparison.Cosines(reference.Images, variant.Images, dimension);
        var figures = new ParityFigures
        {
            Images = reference.Images.Length / dimension,
            MeanCosine = mean,
            WorstCosine = worst,
            Overlap = EmbeddingComparison.Overlap(reference.Images, variant.Images, dimension),
        };
        if (reference.Texts is not { } texts || variant.Texts is not { } others)
        {
            return figures;
        }

        var (textMean, textWorst) = EmbeddingComparison.Cosines(texts, others, dimension);
        var alike = 0;
        var (head, otherHead) = (Head(manifest, texts), Head(manifest, others));
        for (var i = 0; i < figures.Images; i++)
        {
            alike += head.Classify(reference.Images.AsSpan(i * dimension, dimension), 1)[0].Label
                == otherHead.Classify(variant.Images.AsSpan(i * dimension, dimension), 1)[0].Label ? 1 : 0;
        }

        return figures with { TextMeanCosine = textMean, TextWorstCosine = textWorst, ZeroShotAgreement = (double)alike / figures.Images };
    }

    // The first of the texts are the prompts of the labels.
    private static ClassifierHead Head(EncoderManifest manifest, float[] texts) => ZeroShot.Head(
        manifest.Space, LabelSet.Of(ParitySample.Labels), texts.AsSpan(0, ParitySample.Labels.Count * manifest.Dimension), new LogitScale(1));

    private Encoded Encode(EncoderManifest manifest, byte[] tiles, ModelPrecision precision, ExecutionProvider provider, TuningBook? tuned, CancellationToken cancellationToken)
    {
        // Without the gate, which is what this is for.
        var settings = onnx.Value with { Precision = precision, Provider = provider, Precisions = new Dictionary<string, ModelPrecision>() };
        var factory = new OnnxEncoderFactory(Options.Create(settings), logger, null, tuned);
        using var images = factory.LoadImageEncoder(manifest);
        using var texts = factory.LoadTextEncoder(manifest);
        var (tile, dimension) = (manifest.Preprocessing.Width * manifest.Preprocessing.Height * 3, manifest.Dimension);
        var count = tiles.Length / tile;
        var rows = new float[count * dimension];
        for (var first = 0; first < count; first += images.MaxBatch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = Math.Min(images.MaxBatch, count - first);
            images.Encode(tiles.AsSpan(first * tile, part * tile), part, rows.AsSpan(first * dimension, part * dimension));
        }

        var started = images.Device.Split(':')[0];
        var used = Enum.GetValues<ExecutionProvider>().First(p => p.ToString().Equals(started, StringComparison.OrdinalIgnoreCase));
        if (texts is null)
        {
            return new Encoded(rows, null, used);
        }

        var textRows = new float[ParitySample.Texts.Count * dimension];
        texts.Encode(ParitySample.Texts, textRows);
        return new Encoded(rows, textRows, used);
    }

    private Dictionary<string, string> Hashes(EncoderManifest manifest, ModelPrecision precision) =>
        new[] { ModelFiles.Vision, ModelFiles.Text }
            .Select(tower => ModelFiles.Variant(manifest.Folder, tower, precision) ?? ModelFiles.Variant(manifest.Folder, tower, ModelPrecision.Fp32))
            .OfType<string>()
            .SelectMany(graph => ModelFiles.WithWeights(manifest.Folder, graph))
            .ToDictionary(static path => path, path => _hashes.Of(Path.Combine(manifest.Folder, path)));

    private sealed record Encoded(float[] Images, float[]? Texts, ExecutionProvider Provider);
}
