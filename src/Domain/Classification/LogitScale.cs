namespace Cluster.Domain.Classification;

/// <summary>How an encoder turns the similarity of picture and text into a logit: <c>logit = Multiplier x cosine + Bias</c>.</summary>
/// <param name="Multiplier">exp(logit_scale) for CLIP and SigLIP, 1 / temperature for ALIGN; above 0.</param>
/// <param name="Bias">SigLIP's logit_bias; 0 for the others.</param>
/// <param name="Activation">What the encoder was trained with.</param>
/// <param name="Source">How sure the two numbers are.</param>
[GenerateSerializer, Immutable, Alias("cluster.logit-scale")]
public sealed record LogitScale(
    [property: Id(0)] float Multiplier, [property: Id(1)] float Bias = 0, [property: Id(2)] LabelActivation Activation = LabelActivation.Softmax,
    [property: Id(3)] LogitScaleSource Source = LogitScaleSource.Stated);
