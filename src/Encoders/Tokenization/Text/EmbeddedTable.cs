using System.Globalization;

namespace Cluster.Encoders.Tokenization.Text;

/// <summary>Reads the tables of this folder, which travel inside the assembly.</summary>
internal static class EmbeddedTable
{
    /// <summary>The lines of a table, split at blanks; lines that begin with # are comments.</summary>
    public static IEnumerable<string[]> Read(string name)
    {
        var resource = $"{typeof(EmbeddedTable).Namespace}.{name}";
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}; build it with Tokenization/Text/{name} as EmbeddedResource.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split(' ');
            }
        }
    }

    /// <summary>A number in hex digits.</summary>
    public static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
