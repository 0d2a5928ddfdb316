using Cluster.Domain.Partitions;

namespace Cluster.Domain.Tests;

public sealed class LeaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Expired_lease_cannot_commit_a_checkpoint()
    {
        var lease = Lease.None.GrantTo("silo", Noon, Minute);
        Assert.True(lease.Allows(lease.Token, Noon + Minute - TimeSpan.FromTicks(1)));
        Assert.False(lease.Allows(lease.Token, Noon + Minute));
    }

    [Fact]
    public void A_late_holder_is_told_from_the_present_one_by_its_token()
    {
        var old = Lease.None.GrantTo("old", Noon, Minute);
        var present = old.GrantTo("new", Noon, Minute);
        Assert.False(present.Allows(old.Token, Noon));
        Assert.True(present.Allows(present.Token, Noon));
    }

    [Fact]
    public void Renewal_keeps_the_token()
    {
        var lease = Lease.None.GrantTo("silo", Noon, Minute).Renew(Noon + Minute, Minute);
        Assert.Equal(new FencingToken(1), lease.Token);
        Assert.Equal(Noon + Minute + Minute, lease.ExpiresAt);
    }
}
