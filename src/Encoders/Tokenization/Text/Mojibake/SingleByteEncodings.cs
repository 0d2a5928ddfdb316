namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>The encodings that are tried, the likelier first.</summary>
internal static class SingleByteEncodings
{
    /// <summary>ISO 8859-1.</summary>
    public static SingleByteEncoding Latin1 { get; } = new(28591, forgiving: false);

    /// <summary>Western European Windows.</summary>
    public static SingleByteEncoding Windows1252 { get; } = new(1252, forgiving: true);

    /// <summary>In the order of trial.</summary>
    public static IReadOnlyList<SingleByteEncoding> All { get; } =
    [
        Latin1, Windows1252, new(1251, forgiving: true), new(1250, forgiving: true), new(1253, forgiving: true), new(1254, forgiving: true),
        new(1257, forgiving: true), new(28592, forgiving: false), new(10000, forgiving: false), new(437, forgiving: false),
    ];
}
