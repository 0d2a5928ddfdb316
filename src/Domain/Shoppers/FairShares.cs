namespace Cluster.Domain.Shoppers;

/// <summary>Mixes several ranked lists into one, each by its weight and evenly spread (smooth weighted round robin), so that no list waits for another's end.</summary>
public static class FairShares
{
    /// <summary>At most <paramref name="limit"/> different members.</summary>
    /// <typeparam name="T">A member; equal members come once, from the list whose turn comes first.</typeparam>
    /// <param name="lists">The lists, the best first, with their weights, above 0.</param>
    /// <param name="limit">How many to take.</param>
    public static IReadOnlyList<(T Member, int List)> Mix<T>(IReadOnlyList<(IReadOnlyList<T> Members, float Weight)> lists, int limit)
        where T : notnull
    {
        var at = new int[lists.Count];
        var credit = new double[lists.Count];
        var taken = new HashSet<T>();
        var mixed = new List<(T, int)>();
        while (mixed.Count < limit)
        {
            var turn = -1;
            var total = 0.0;
            for (var i = 0; i < lists.Count; i++)
            {
                while (at[i] < lists[i].Members.Count && taken.Contains(lists[i].Members[at[i]]))
                {
                    at[i]++;
                }

                if (at[i] == lists[i].Members.Count)
                {
                    continue;
                }

                credit[i] += lists[i].Weight;
                total += lists[i].Weight;
                turn = turn < 0 || credit[i] > credit[turn] ? i : turn;
            }

            if (turn < 0)
            {
                break;
            }

            credit[turn] -= total;
            var member = lists[turn].Members[at[turn]++];
            taken.Add(member);
            mixed.Add((member, turn));
        }

        return mixed;
    }
}
