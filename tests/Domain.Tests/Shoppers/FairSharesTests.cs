using Cluster.Domain.Shoppers;
using CsCheck;

namespace Cluster.Domain.Tests.Shoppers;

public sealed class FairSharesTests
{
    [Fact]
    public void Every_prefix_holds_each_list_by_its_weight_to_within_one()
    {
        var lists = new (IReadOnlyList<int>, float)[] { ([.. Enumerable.Range(0, 100)], 6), ([.. Enumerable.Range(100, 100)], 3), ([.. Enumerable.Range(200, 100)], 1) };
        var mixed = FairShares.Mix(lists, 50);
        for (var length = 1; length <= 50; length++)
        {
            for (var list = 0; list < lists.Length; list++)
            {
                var share = length * lists[list].Item2 / 10;
                Assert.InRange(mixed.Take(length).Count(pair => pair.List == list), share - 1, share + 1);
            }
        }
    }

    [Fact]
    public void All_members_come_once_in_the_order_of_their_lists() =>
        Gen.Select(Gen.Int[0, 30].Array[0, 20], Gen.Float[0.1f, 10]).Array[0, 5].Sample(static drawn =>
        {
            var lists = drawn.Select(static list => ((IReadOnlyList<int>)[.. list.Item1.Distinct()], list.Item2)).ToList();
            var mixed = FairShares.Mix(lists, 1_000);
            Assert.Equal(lists.SelectMany(static list => list.Item1).Distinct().Order(), mixed.Select(static pair => pair.Member).Order());
            Assert.All(Enumerable.Range(0, lists.Count), i => Assert.Equal(lists[i].Item1.Where(member => mixed.Contains((member, i))), mixed.Where(pair => pair.List == i).Select(static pair => pair.Member)));
        });
}
