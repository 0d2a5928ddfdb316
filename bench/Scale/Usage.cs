using System.Globalization;

namespace Cluster.Bench.Scale;

/// <summary>What some partitions took.</summary>
/// <param name="Partitions">So many.</param>
/// <param name="Seconds">By the clock.</param>
/// <param name="Cpu">Milliseconds of processor time.</param>
/// <param name="Calls">Calls that grains received.</param>
/// <param name="GrainCalls">Of these, from grain to grain.</param>
internal readonly record struct Usage(int Partitions, double Seconds, double Cpu, long Calls, long GrainCalls)
{
    public double CpuEach => Cpu / Partitions;

    /// <summary>A call is a request and a response.</summary>
    public double MessagesEach => 2.0 * Calls / Partitions;

    public double GrainMessagesEach => 2.0 * GrainCalls / Partitions;

    public double AMinute => Partitions / (Seconds / 60);

    public static Usage operator +(Usage one, Usage other) => new(
        one.Partitions + other.Partitions, one.Seconds + other.Seconds, one.Cpu + other.Cpu, one.Calls + other.Calls, one.GrainCalls + other.GrainCalls);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Partitions:N0} partitions in {Seconds:0.0} s, {CpuEach:0.000} ms of processor time and {MessagesEach:0.0} messages a partition");
}
