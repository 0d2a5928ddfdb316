using System.Runtime.InteropServices;

namespace Cluster.Encoders.Tuning;

/// <summary>Names a processor so that two of one name run the same code: virtual machines give several models one name, so what counts of its instructions is part of it.</summary>
internal static class Processor
{
    private const string File = "/proc/cpuinfo";
    private static readonly string[] Instructions = ["avx2", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "amx_int8", "amx_bf16", "asimddp", "i8mm", "bf16", "sve"];

    /// <summary>The one of this machine.</summary>
    public static string OfThis() => System.IO.File.Exists(File) ? Of(System.IO.File.ReadLines(File)) : Unknown;

    private static string Unknown => Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The first one in the lines of <c>/proc/cpuinfo</c>: <c>AMD EPYC (26.2: avx2 avx512f avx512_vnni)</c>.</summary>
    public static string Of(IEnumerable<string> lines)
    {
        Dictionary<string, string> first = [];
        foreach (var line in lines)
        {
            // Each processor ends with an empty line.
            if (line.Length == 0 && first.Count > 0)
            {
                break;
            }

            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is [var key, var value])
            {
                first[key] = value;
            }
        }

        string?[] model = first.ContainsKey("cpu family") ? [Value("cpu family"), Value("model")] : [Value("CPU implementer"), Value("CPU part")];
        var has = (Value("flags") ?? Value("Features") ?? "").Split(' ').ToHashSet();
        return $"{Value("model name") ?? Unknown} ({string.Join('.', model.OfType<string>())}: {string.Join(' ', Instructions.Where(has.Contains))})";

        string? Value(string key) => first.GetValueOrDefault(key);
    }
}
