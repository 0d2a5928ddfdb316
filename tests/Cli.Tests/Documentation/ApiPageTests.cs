using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Documentation;

public sealed partial class ApiPageTests(ShopCluster shop)
{
    [Fact]
    public async Task The_page_on_the_API_has_every_route_of_a_gateway_and_no_other()
    {
        using var http = new HttpClient { BaseAddress = new Uri(shop.Environment["CLUSTER_GATEWAY"]) };
        var document = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement;
        var served = (from path in document.GetProperty("paths").EnumerateObject()
                      from operation in path.Value.EnumerateObject()
                      select $"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}: {operation.Value.GetProperty("summary").GetString()}").ToHashSet();
        var page = await File.ReadAllTextAsync(RepositoryFolder.Path("docs", "api.md"), TestContext.Current.CancellationToken);
        var told = Row().Matches(page).Select(static row => $"{row.Groups[1].Value}: {row.Groups[2].Value}").ToHashSet();
        Assert.True(served.Count > 40, $"{served.Count} routes");
        Assert.Empty(served.Except(told));
        Assert.Empty(told.Except(served));
    }

    [GeneratedRegex(@"^\| `([A-Z]+ /v1[^`]*)` \| (.+) \| \w+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
