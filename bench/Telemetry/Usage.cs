namespace Cluster.Bench.Telemetry;

/// <summary>What a run took an image, in seconds.</summary>
/// <param name="Cpu">Processor time of the process.</param>
/// <param name="Wall">Time by the clock.</param>
internal readonly record struct Usage(double Cpu, double Wall);
