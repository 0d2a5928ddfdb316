namespace Cluster.Client.Encoders;

/// <summary>How an encoder turns the similarity of picture and text into a logit.</summary>
/// <param name="Multiplier">A logit is the cosine times this, and the bias added: exp(logit_scale), or 1 / temperature.</param>
/// <param name="Temperature">1 / multiplier.</param>
/// <param name="Bias">SigLIP's logit_bias; 0 for the others.</param>
/// <param name="Activation"><c>softmax</c> or <c>sigmoid</c>: what makes probabilities of logits.</param>
/// <param name="Source"><c>stated</c>, or <c>initial</c>: only the value that training began with is known, and probabilities may be too even.</param>
public sealed record ModelLogits(double Multiplier, double Temperature, double Bias, string Activation, string Source);
