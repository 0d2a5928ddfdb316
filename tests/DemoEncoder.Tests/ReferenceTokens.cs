using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cluster.DemoEncoder.Tests;

/// <summary>CLIP's byte-level BPE over ASCII text, written plainly from vocab.json and merges.txt.</summary>
internal sealed partial class ReferenceTokens
{
    private readonly Dictionary<string, long> _ids;
    private readonly Dictionary<(string, string), int> _ranks;

    public ReferenceTokens(string folder)
    {
        _ids = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(Path.Combine(folder, "vocab.json")))!;
        _ranks = File.ReadLines(Path.Combine(folder, "merges.txt")).Skip(1).Select((line, rank) => (line.Split(' '), rank))
            .ToDictionary(m => (m.Item1[0], m.Item1[1]), m => m.rank);
    }

    public int Vocabulary => _ids.Count;

    public long End => _ids["<|endoftext|>"];

    /// <summary>Start token, the text cut to fit, end token, padded with the end token.</summary>
    public long[] Encode(string text, int context)
    {
        Assert.True(Ascii.IsValid(text), "this reference knows ASCII only");
        var ids = Words().Matches(text.ToLowerInvariant()).SelectMany(word => Pieces(word.Value)).Take(context - 2);
        long[] row = [_ids["<|startoftext|>"], .. ids];
        return [.. row, .. Enumerable.Repeat(End, context - row.Length)];
    }

    private IEnumerable<long> Pieces(string word)
    {
        List<string> parts = [.. word[..^1].Select(c => c.ToString()), word[^1] + "</w>"];
        while (parts.Count > 1)
        {
            var best = Enumerable.Range(0, parts.Count - 1).MinBy(i => _ranks.GetValueOrDefault((parts[i], parts[i + 1]), int.MaxValue));
            if (!_ranks.ContainsKey((parts[best], parts[best + 1])))
            {
                break;
            }

            parts[best] += parts[best + 1];
            parts.RemoveAt(best + 1);
        }

        return parts.Select(part => _ids[part]);
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+")]
    private static partial Regex Words();
}
