using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using CsCheck;

namespace Cluster.Domain.Tests;

public sealed class IdentityTests
{
    [Fact]
    public void A_point_id_survives_text_and_bytes_and_keeps_its_order() => Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
    {
        var (x, y) = (PointId.For(new CorpusId("c"), new BlobKey(a)), PointId.For(new CorpusId("c"), new BlobKey(b)));
        Assert.True(PointId.TryParse(x.ToString(), out var parsed));
        Assert.Equal(x, parsed);
        Assert.Equal(Math.Sign(string.CompareOrdinal(x.ToString(), y.ToString())), Math.Sign(x.CompareTo(y)));
    });

    [Fact]
    public void The_same_key_in_two_corpora_is_two_points() =>
        Assert.NotEqual(PointId.For(new CorpusId("a"), new BlobKey("k")), PointId.For(new CorpusId("b"), new BlobKey("k")));

    [Theory]
    [InlineData("photos", true)]
    [InlineData("a.b-c_9", true)]
    [InlineData("", false)]
    [InlineData("-x", false)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("é", false)]
    public void Names_are_safe_in_urls_and_file_systems(string name, bool isValid) => Assert.Equal(isValid, NameRules.IsValid(name));

    [Fact]
    public void Every_failure_code_can_be_read_back() => Assert.All(Enum.GetValues<FailureKind>(), static kind =>
    {
        Assert.True(FailureKinds.TryParseCode(kind.ToCode(), out var parsed));
        Assert.Equal(kind, parsed);
    });
}
