using System.Globalization;
using System.Numerics.Tensors;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;

namespace Cluster.Grains.Encoders.Hosting;

/// <summary>
/// Asks a session what is known, and holds the answer against the stored one: a device that computes nonsense, or hangs, is seen before its vectors are.
/// The first session of a variant that a cluster ever has signs its own answer off; only what it must be in any case is checked then.
/// </summary>
internal sealed class Canary(CanaryBook book, EncoderHostingOptions options, TimeProvider time)
{
    /// <summary>Cosine that variants of one space (fp32, fp16, int8; processor, GPU) have at least.</summary>
    private const float LeastCosineOfVariants = 0.9f;

    /// <summary>What is wrong with the session; null when nothing is.</summary>
    public async Task<string?> CheckAsync(ShardSession session, CancellationToken cancellationToken)
    {
        if (session.Shard.LongestPass > options.CanaryPatience)
        {
            return $"a forward pass has not come back in {options.CanaryPatience.TotalSeconds:F0} s";
        }

        var manifest = session.Manifest;
        var image = new float[manifest.Dimension];
        var text = session.HasText ? new float[manifest.Dimension] : [];
        try
        {
            var tile = CanaryPicture.Tile(manifest.Preprocessing.Width, manifest.Preprocessing.Height);
            await session.Shard.ProbeAsync(tile, image, CanaryPicture.Text, text, cancellationToken).WaitAsync(options.CanaryPatience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return $"no answer in {options.CanaryPatience.TotalSeconds:F0} s";
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return fault.Message;
        }

        return FaultOf(image) ?? (text.Length > 0 ? FaultOf(text) : null) ?? await CompareAsync(session, manifest, image, text, cancellationToken);
    }

    private async Task<string?> CompareAsync(ShardSession session, EncoderManifest manifest, float[] image, float[] text, CancellationToken cancellationToken)
    {
        try
        {
            session.Canary ??= await book.FindAsync(manifest.Space, session.Variant, cancellationToken);
            if (session.Canary is { } stored)
            {
                return Differs(stored, image, text, options.LeastCosine);
            }

            foreach (var other in await book.OthersAsync(manifest.Space, session.Variant, cancellationToken))
            {
                if (Differs(other, image, text, LeastCosineOfVariants) is { } fault)
                {
                    return $"{fault} of {other.Variant}";
                }
            }

            var signed = new CanaryRecord(manifest.Id.Value, session.Variant, image, text, time.GetUtcNow());
            await book.WriteAsync(manifest.Space, signed, cancellationToken);
            session.Canary = signed;
            return null;
        }
        catch (Exception away) when (session.Canary is null && away is FailureException or System.Text.Json.JsonException)
        {
            // The device has answered; that the artifact store does not, or not sensibly, says nothing against it.
            session.Canary = new CanaryRecord(manifest.Id.Value, session.Variant, image, text, time.GetUtcNow());
            session.Note = away.Message;
            return null;
        }
    }

    private static string? Differs(CanaryRecord stored, float[] image, float[] text, double least)
    {
        if (stored.Image.Length != image.Length || (stored.Text.Length > 0 && text.Length > 0 && stored.Text.Length != text.Length))
        {
            return "the canary's embedding has another length than the stored one";
        }

        var cosine = TensorPrimitives.CosineSimilarity(stored.Image, image);
        if (stored.Text.Length > 0 && text.Length > 0)
        {
            cosine = Math.Min(cosine, TensorPrimitives.CosineSimilarity(stored.Text, text));
        }

        return cosine >= least ? null : string.Create(CultureInfo.InvariantCulture, $"the canary's embedding has a cosine of {cosine:F3} to the stored one");
    }

    private static string? FaultOf(float[] embedding)
    {
        var norm = TensorPrimitives.Norm(embedding);
        return float.IsFinite(norm) && Math.Abs(norm - 1) < 0.01f ? null : string.Create(CultureInfo.InvariantCulture, $"the canary's embedding has length {norm}");
    }
}
