namespace Cluster.Architecture.Tests.Logging;

/// <summary>Every event has an id of its own in the whole cluster, and docs/log-events.md tells it: an operator may rely on it from version to version.</summary>
public sealed class LogEventTests
{
    /// <summary>The thousands that a room takes its ids from.</summary>
    private static readonly Dictionary<string, int> Rooms = new()
    {
        ["Encoders"] = 1000, ["Pipeline"] = 2000, ["Grains"] = 3000, ["Silo"] = 4000, ["Gateway"] = 5000, ["VectorIndex"] = 6000,
    };

    [Fact]
    public void What_is_logged_is_what_the_page_tells()
    {
        var broken = LogEventPage.Broken(LogEventPage.Lines, LogEventPage.Retired, LogEventSource.All);
        Assert.True(broken is [], string.Join('\n', broken));
        var untold = LogEventPage.Untold(LogEventPage.Lines, LogEventSource.All);
        Assert.True(untold is [], $"These lines belong into docs/log-events.md:\n{string.Join('\n', untold)}");
        Assert.Equal(LogEventSource.All.Select(static one => one.ToString()), LogEventPage.Lines);
    }

    [Fact]
    public void A_room_takes_its_ids_from_a_thousand_of_its_own() => Assert.All(LogEventSource.All, static one =>
    {
        var room = one.Category.Split('.')[1];
        Assert.True(Rooms.TryGetValue(room, out var thousand), $"{room} logs for the first time: give it a thousand");
        Assert.InRange(one.Id, thousand + 1, thousand + 999);
    });

    [Theory]
    [InlineData("| 1 | Warning | `Cluster.A` | `LogEnded` | Job {Job} ended |")]
    [InlineData("| 1 | Information | `Cluster.B` | `LogEnded` | Job {Job} ended |")]
    [InlineData("| 1 | Information | `Cluster.A` | `LogOver` | Job {Job} ended |")]
    [InlineData("| 1 | Information | `Cluster.A` | `LogEnded` | Job {Id} ended |")]
    public void An_event_that_was_renamed_moved_or_reworded_is_told(string promised) =>
        Assert.StartsWith("1 has changed:", Assert.Single(LogEventPage.Broken([promised], [], [Ended])), StringComparison.Ordinal);

    [Fact]
    public void An_event_that_is_gone_is_told() =>
        Assert.StartsWith("1 is gone:", Assert.Single(LogEventPage.Broken([Ended.ToString()], [], [])), StringComparison.Ordinal);

    [Fact]
    public void Two_events_with_one_id_are_told_though_their_categories_differ() => Assert.StartsWith(
        "1 is the id of Cluster.A.LogEnded and of Cluster.B.LogBegun",
        Assert.Single(LogEventPage.Broken([Ended.ToString()], [], [Ended, new LogEvent(1, "Debug", "Cluster.B", "LogBegun", "Begun")])),
        StringComparison.Ordinal);

    [Fact]
    public void An_id_that_was_given_up_never_comes_back() =>
        Assert.StartsWith("1 meant something else once", Assert.Single(LogEventPage.Broken([Ended.ToString()], [1], [Ended])), StringComparison.Ordinal);

    [Fact]
    public void An_event_that_is_new_is_told_with_the_line_to_add()
    {
        Assert.Empty(LogEventPage.Broken([], [], [Ended]));
        Assert.Equal([Ended.ToString()], LogEventPage.Untold([], [Ended]));
    }

    [Fact]
    public void An_event_without_an_id_is_refused() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(static () => LogEventSource.Of(
        "Example.cs", """[LoggerMessage(Level = LogLevel.Information, Message = "Ended")] private partial void LogEnded();"""));

    private static LogEvent Ended => new(1, "Information", "Cluster.A", "LogEnded", "Job {Job} ended");
}
