using System.Buffers.Binary;
using System.Text;

namespace Cluster.Tokenization.Tests;

/// <summary>Writes a precompiled character map as SentencePiece does: a Darts-clone double array of the keys, and the replacements.</summary>
internal static class CharacterMapWriter
{
    public static byte[] Write(params (string Key, string Value)[] entries)
    {
        // One block of 256 units for each inner node, so that no two nodes can meet; wasteful, and simple to check.
        var units = new List<uint>(new uint[256]);
        var values = new List<byte> { 0 };
        var root = new Node();
        foreach (var (key, value) in entries)
        {
            var node = root;
            foreach (var b in Encoding.UTF8.GetBytes(key))
            {
                node = node.Children.TryGetValue(b, out var child) ? child : node.Children[b] = new Node();
            }

            node.Value = values.Count;
            values.AddRange(Encoding.UTF8.GetBytes(value));
            values.Add(0);
        }

        Place(root, 0, units);
        var bytes = new byte[4 + (units.Count * 4) + values.Count];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)units.Count * 4);
        for (var i = 0; i < units.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 + (i * 4)), units[i]);
        }

        values.CopyTo(bytes, 4 + (units.Count * 4));
        return bytes;
    }

    private static void Place(Node node, int at, List<uint> units)
    {
        // A node at `at` finds its children at `at` xor offset xor label; an offset is written in bits 10 and up.
        var block = units.Count;
        units.AddRange(new uint[256]);
        units[at] |= (uint)(at ^ block) << 10;
        if (node.Value is { } value)
        {
            units[at] |= 1u << 8;
            units[block] = (uint)value | 0x80000000u;
        }

        foreach (var (label, child) in node.Children)
        {
            units[block ^ label] = label;
            Place(child, block ^ label, units);
        }
    }

    private sealed class Node
    {
        public Dictionary<byte, Node> Children { get; } = [];

        public int? Value { get; set; }
    }
}
