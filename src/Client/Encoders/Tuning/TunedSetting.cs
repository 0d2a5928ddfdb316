namespace Cluster.Client.Encoders.Tuning;

/// <summary>A setting, by default and as tuned.</summary>
/// <param name="Name">Its name under <c>Encoders:Onnx</c>.</param>
/// <param name="Default">The option that is set, or what is built in.</param>
/// <param name="Tuned">As tuned; the same where nothing was faster.</param>
public sealed record TunedSetting(string Name, string Default, string Tuned);
