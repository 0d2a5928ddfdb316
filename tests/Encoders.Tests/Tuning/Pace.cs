namespace Cluster.Encoders.Tests.Tuning;

/// <summary>How a tower behaves beside computing.</summary>
/// <param name="Times">How often each picture is computed; a single one of a call.</param>
/// <param name="SingleTimes">How often a picture is that comes alone.</param>
/// <param name="Spoils">Whether the embeddings are others.</param>
/// <param name="Device">What it claims to run on.</param>
internal sealed record Pace(int Times = 1, int SingleTimes = 1, bool Spoils = false, string Device = "cpu");
