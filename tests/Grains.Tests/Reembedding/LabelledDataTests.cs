using Cluster.Domain.Outcomes;
using Cluster.Grains.Reembedding.Gates;

namespace Cluster.Grains.Tests.Reembedding;

public sealed class LabelledDataTests
{
    [Fact]
    public void Both_forms_are_read_with_quoted_commas_and_columns_in_any_order()
    {
        var labels = LabelledData.Read("label,key\n\"shirt, long\",a.jpg\nhat,b.jpg\n").Value!;
        Assert.Equal("shirt, long", labels.Labels["a.jpg"]);
        var queries = LabelledData.Read("query,key\nred hat,b.jpg\nred hat,c.jpg\n").Value!;
        Assert.Equal(["b.jpg", "c.jpg"], queries.Queries["red hat"].Order());
    }

    [Theory]
    [InlineData("", "columns")]
    [InlineData("name,label\nx,y\n", "columns name, label")]
    [InlineData("key,label\n", "no rows")]
    [InlineData("key,label\na,\n", "row 1")]
    public void What_cannot_be_used_is_refused_with_the_reason(string csv, string reason)
    {
        var refused = LabelledData.Read(csv).Failure!;
        Assert.Equal(FailureKind.InvalidRequest, refused.Kind);
        Assert.Contains(reason, refused.Detail, StringComparison.Ordinal);
    }
}
