using Cluster.TestSupport;

namespace Cluster.Architecture.Tests.Logging;

/// <summary>docs/log-events.md: the events that operators were told of, and the ids that are given up.</summary>
internal static class LogEventPage
{
    private const string Table = "| id | level | category | event | line |";
    private const string GivenUp = "## Ids given up";

    private static string File => RepositoryFolder.Path("docs", "log-events.md");

    /// <summary>The lines of its table.</summary>
    public static IReadOnlyList<string> Lines =>
        [.. System.IO.File.ReadLines(File).SkipWhile(static line => line != Table).Skip(2).TakeWhile(static line => line.StartsWith('|'))];

    /// <summary>Ids that were in the table once.</summary>
    public static IReadOnlyList<int> Retired =>
    [
        .. from line in System.IO.File.ReadLines(File).SkipWhile(static line => line != GivenUp).Skip(1)
           where line.StartsWith("- ", StringComparison.Ordinal)
           select int.Parse(line[2..].Split(':')[0]),
    ];

    /// <summary>What an operator who relies on the page would be told wrong by the sources, in words.</summary>
    public static IReadOnlyList<string> Broken(IReadOnlyList<string> promised, IReadOnlyList<int> retired, IReadOnlyList<LogEvent> events)
    {
        var now = events.GroupBy(static one => one.Id).ToDictionary(static same => same.Key, static same => same.ToList());
        return
        [
            .. from same in now where same.Value.Count > 1 select $"{same.Key} is the id of {string.Join(" and of ", same.Value.Select(static one => $"{one.Category}.{one.Name}"))}: give one of them another",
            .. from same in now where retired.Contains(same.Key) select $"{same.Key} meant something else once: give {same.Value[0].Name} an id that was never used",
            .. from line in promised
               let id = int.Parse(line.Split('|')[1])
               where !now.TryGetValue(id, out var same) || same.TrueForAll(one => one.ToString() != line)
               select now.TryGetValue(id, out var other)
                   ? $"{id} has changed:\n  {line}\n  {other[0]}\n  Alerts and searches rely on id, event and names of values. If the event is the same, correct its line; if it is another one, give it another id."
                   : $"{id} is gone:\n  {line}\n  Bring it back, or move its id to '{GivenUp}'.",
        ];
    }

    /// <summary>What the page does not tell of yet.</summary>
    public static IReadOnlyList<string> Untold(IReadOnlyList<string> promised, IReadOnlyList<LogEvent> events)
    {
        var ids = promised.Select(static line => int.Parse(line.Split('|')[1])).ToHashSet();
        return [.. events.Where(one => !ids.Contains(one.Id)).Select(static one => one.ToString())];
    }
}
