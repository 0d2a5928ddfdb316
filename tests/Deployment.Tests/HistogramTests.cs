using Cluster.TestSupport;

namespace Cluster.Deployment.Tests;

public sealed class HistogramTests
{
    [Fact]
    public void Every_histogram_says_where_its_bounds_lie()
    {
        // Without that a collector takes bounds for milliseconds, and all of our seconds fall into the first bucket.
        var lines = Directory.GetFiles(RepositoryFolder.Path("src"), "*Instruments.cs", SearchOption.AllDirectories)
            .SelectMany(static file => File.ReadAllLines(file).Where(static line => line.Contains("CreateHistogram", StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, static line => Assert.Contains("advice:", line, StringComparison.Ordinal));
    }
}
