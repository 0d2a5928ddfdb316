using Cluster.Domain.Payloads;
using Cluster.Grains.Reembedding.Following;

namespace Cluster.Grains.Tests.Reembedding;

public sealed class PayloadAgreementTests
{
    [Fact]
    public void Generations_agree_when_only_their_own_fields_differ_and_lists_are_compared_by_value()
    {
        Assert.Equal(PointDifference.None, Compare(With("h", "old", ("tags", Many("a", "b"))), With("h", "new", ("tags", Many("a", "b")))));
        Assert.Equal(PointDifference.Payload, Compare(With("h", "old", ("tags", Many("a", "b"))), With("h", "new", ("tags", Many("b", "a")))));
    }

    [Fact]
    public void A_field_too_many_or_too_few_is_a_difference_and_other_bytes_are_another_one()
    {
        Assert.Equal(PointDifference.Payload, Compare(With("h", "old"), With("h", "new", ("x", 1L))));
        Assert.Equal(PointDifference.Payload, Compare(With("h", "old", ("x", 1L)), With("h", "new")));
        Assert.Equal(PointDifference.Payload, Compare(With("h", "old", ("x", 1L)), With("h", "new", ("y", 1L))));
        Assert.Equal(PointDifference.Content, Compare(With("h", "old"), With("i", "new")));
    }

    private static PointDifference Compare(Dictionary<string, PayloadValue> live, Dictionary<string, PayloadValue> follower) => PayloadAgreement.Compare(live, follower);

    private static PayloadValue.Many Many(params string[] values) => new([.. values.Select(static value => (PayloadValue)value)]);

    private static Dictionary<string, PayloadValue> With(string hash, string generation, params (string Field, PayloadValue Value)[] fields)
    {
        var payload = new Dictionary<string, PayloadValue> { [PayloadFields.ContentHash] = hash, [PayloadFields.Space] = generation, [PayloadFields.Job] = generation };
        foreach (var (field, value) in fields)
        {
            payload[field] = value;
        }

        return payload;
    }
}
