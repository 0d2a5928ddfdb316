using Cluster.VectorIndex.Telemetry;

namespace Cluster.VectorIndex.Tests.Telemetry;

public sealed class MeasuredVectorIndexTests
{
    [Fact]
    public void Every_operation_of_an_index_is_passed_on_to_the_one_that_works()
    {
        // A default method of the port that is not passed on would do nothing, silently.
        var map = typeof(MeasuredVectorIndex).GetInterfaceMap(typeof(IVectorIndex));
        Assert.NotEmpty(map.InterfaceMethods);
        Assert.All(map.InterfaceMethods.Zip(map.TargetMethods), static pair => Assert.Equal(typeof(MeasuredVectorIndex), pair.Second.DeclaringType));
    }
}
