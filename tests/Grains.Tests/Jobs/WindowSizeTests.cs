using Cluster.Domain.Corpora;
using Cluster.Grains.Jobs;

namespace Cluster.Grains.Tests.Jobs;

public sealed class WindowSizeTests
{
    private const int Budget = 48 * 1024;

    [Fact]
    public void A_job_that_begins_lists_a_few_partitions_and_one_of_long_ones_no_more_than_a_quarter_ahead()
    {
        Assert.Equal(8, WindowSize.Room(0, [], most: 0, Budget, settled: 0, idle: 0));
        Assert.Equal(64, WindowSize.Room(8, Listed(8), most: 0, Budget, settled: 0, idle: 0));
        Assert.Equal(64, WindowSize.Room(100, Listed(100), most: 0, Budget, settled: 1, idle: 0));
        Assert.Equal(100, WindowSize.Room(400, Listed(400), most: 0, Budget, settled: 1, idle: 0));
    }

    [Fact]
    public void The_shorter_partitions_are_the_more_are_listed_ahead() => Assert.Equal(80, WindowSize.Room(40, Listed(40), most: 0, Budget, settled: 20, idle: 0));

    [Fact]
    public void As_many_are_listed_ahead_as_slots_stood_idle() => Assert.Equal(248, WindowSize.Room(8, Listed(8), most: 0, Budget, settled: 0, idle: 248));

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(0, 1_000)]
    [InlineData(0, 0)]
    public void Neither_the_limit_of_the_job_nor_the_bytes_of_its_state_are_exceeded(int settled, int idle)
    {
        Assert.Equal(10, WindowSize.Room(40, Listed(40), most: 50, Budget, settled, idle));
        var full = Listed(40);
        var room = WindowSize.Room(40, full, most: 0, budget: 41 * 64, settled, idle);
        Assert.InRange(room, 0, 2);
    }

    private static List<CorpusPartition> Listed(int count) => [.. Enumerable.Range(0, count).Select(static i => new CorpusPartition(i, $"images/{i:D8}0", $"images/{i:D8}9", 10_000))];
}
