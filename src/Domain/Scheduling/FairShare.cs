namespace Cluster.Domain.Scheduling;

/// <summary>Divides slots among parties by weight.</summary>
public static class FairShare
{
    /// <summary>
    /// Weighted max-min fairness in whole slots: slots are dealt one by one to the party whose share divided by its weight is smallest, until they are
    /// gone or no party has a use for more. Ties go to the earlier party. So nobody gets more than it can use, no slot lies idle that somebody could
    /// use, and a party of twice the weight gets twice the slots where both could use more.
    /// </summary>
    /// <param name="slots">Slots, 0 or more.</param>
    /// <param name="demands">The parties.</param>
    /// <param name="first">So many of the parties, from the start, get one slot each before the others get any, as far as there are slots.</param>
    /// <returns>Slots of each party, in order; their sum is the smaller of the slots and of what can be used.</returns>
    public static IReadOnlyList<int> Divide(int slots, IReadOnlyList<ShareDemand> demands, int first = 0)
    {
        var shares = new int[demands.Count];
        PriorityQueue<int, (double Filled, int Order)> next = new();
        for (var i = 0; i < demands.Count; i++)
        {
            if (i < first && slots > 0 && demands[i].Most > 0)
            {
                shares[i] = 1;
                slots--;
            }

            Offer(i);
        }

        for (; slots > 0 && next.TryDequeue(out var party, out _); slots--)
        {
            shares[party]++;
            Offer(party);
        }

        return shares;

        void Offer(int party)
        {
            if (shares[party] < demands[party].Most)
            {
                // How full it would be with one more: a light party is not served before a heavy one has had its first.
                next.Enqueue(party, ((shares[party] + 1) / demands[party].Weight, party));
            }
        }
    }
}
