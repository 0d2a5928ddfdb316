namespace Cluster.Pipeline.Telemetry;

/// <summary>When an image was read and decoded, as timestamps of the run's <see cref="TimeProvider"/>.</summary>
internal readonly record struct StageTimes(long ReadFrom, long ReadTo, long DecodeFrom, long DecodeTo);
