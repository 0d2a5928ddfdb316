namespace Cluster.Gateway.Access;

/// <summary>How a route looks to a key that is limited to some collections.</summary>
internal enum AccessReach
{
    /// <summary>The route names a collection in <c>{collection}</c>, which the key must reach. A route that names none needs a key for all collections.</summary>
    Route,

    /// <summary>The handler itself looks at what the caller reaches, for collections named in a body or in what is found.</summary>
    Handler,
}
