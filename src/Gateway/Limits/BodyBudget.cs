namespace Cluster.Gateway.Limits;

/// <summary>Bytes of bodies that may be held at once, shared by all requests.</summary>
internal sealed class BodyBudget(long most)
{
    private readonly long _most = most;
    private long _taken;

    /// <summary>A request's part, given back when it is disposed of.</summary>
    public Part Share() => new(this);

    internal sealed class Part(BodyBudget budget) : IDisposable
    {
        private long _taken;

        /// <summary>Takes more; false, and nothing is taken, where there is not so much left.</summary>
        public bool TryAdd(long bytes)
        {
            if (Interlocked.Add(ref budget._taken, bytes) > budget._most)
            {
                Interlocked.Add(ref budget._taken, -bytes);
                return false;
            }

            _taken += bytes;
            return true;
        }

        public void Dispose() => Interlocked.Add(ref budget._taken, -Interlocked.Exchange(ref _taken, 0));
    }
}
