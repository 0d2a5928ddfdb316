using System.Reflection;
using Cluster.VectorIndex;

namespace Cluster.ProbedStandalone;

/// <summary>An index before another one, that sees each call before and after.</summary>
public abstract class ProbedIndex : DispatchProxy
{
    private IVectorIndex _inner = null!;

    /// <summary>Puts a probe before an index.</summary>
    protected static IVectorIndex Before<TProbe>(IVectorIndex inner, Action<TProbe> set)
        where TProbe : ProbedIndex
    {
        var proxy = Create<IVectorIndex, TProbe>();
        var probe = (TProbe)(object)proxy;
        probe._inner = inner;
        set(probe);
        return proxy;
    }

    /// <summary>Has the index behind it do what was called.</summary>
    protected object? Forward(MethodInfo method, object?[]? args)
    {
        try
        {
            return method.Invoke(_inner, args);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is { } inner)
        {
            throw inner;
        }
    }
}
