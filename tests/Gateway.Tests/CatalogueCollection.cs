namespace Cluster.Gateway.Tests;

/// <summary>All tests over the catalogue use one gateway, one after another.</summary>
[CollectionDefinition]
public sealed class CatalogueCollection : ICollectionFixture<CatalogueGateway>;
