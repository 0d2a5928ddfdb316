using Cluster.Domain.Identity;

namespace Cluster.Contracts.Encoders;

/// <summary>Names one encoder shard: an encoder on a device of a silo.</summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="Silo">The address of the silo, as Orleans prints it to be read again; it names one life of the silo.</param>
/// <param name="Device">The device there: <c>cpu</c>, <c>cuda:0</c>.</param>
[GenerateSerializer, Immutable, Alias("cluster.encoder-shard-address")]
public sealed record EncoderShardAddress([property: Id(0)] EncoderId Encoder, [property: Id(1)] string Silo, [property: Id(2)] string Device)
{
    /// <summary>The grain key: <c>encoder|silo|device</c>.</summary>
    public override string ToString() => $"{Encoder.Value}|{Silo}|{Device}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text has not three parts.</exception>
    public static EncoderShardAddress Parse(string text) => text.Split('|') is [var encoder, var silo, var device]
        ? new(new EncoderId(encoder), silo, device)
        : throw new FormatException($"'{text}' is not an encoder shard of the form encoder|silo|device.");
}
