using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Cluster.TestSupport;

namespace Cluster.Gateway.Tests.Documents;

public sealed class ProblemPageTests
{
    [Fact]
    public void Every_type_of_problem_stands_in_the_documentation_with_what_to_do()
    {
        var lines = File.ReadAllLines(RepositoryFolder.Path("docs", "problems.md"));
        var shown = lines.Where(static line => line.StartsWith("| `/problems/", StringComparison.Ordinal)).Select(Plain).ToHashSet();
        var expected = ProblemTable.All.Select(static kind => Plain($"| `{kind.Type}` | {kind.Status} | {kind.Title} | {kind.Advice} |")).ToHashSet();
        Assert.True(shown.SetEquals(expected), $"lacks:\n{string.Join('\n', expected.Except(shown))}\nhas too much:\n{string.Join('\n', shown.Except(expected))}");
    }

    [Fact]
    public void Every_kind_of_failure_has_a_row_of_its_own_and_none_is_a_fault_of_the_gateway()
    {
        foreach (var kind in Enum.GetValues<FailureKind>().Where(static kind => kind != FailureKind.None))
        {
            Assert.NotEqual(500, ProblemTable.For(kind).Status);
        }

        Assert.Equal(ProblemTable.All.Count, ProblemTable.All.Select(static kind => kind.Code).Distinct().Count());
        Assert.All(ProblemTable.All, static kind => Assert.True(kind.RetryAfter is null == (kind.Status is not (429 or 503 or 504)), $"{kind.Code} says when to ask again, or does not, against its status"));
    }

    private static string Plain(string line) => line.Replace("`", "", StringComparison.Ordinal).Replace("[models.md](models.md)", "docs/models.md", StringComparison.Ordinal);
}
