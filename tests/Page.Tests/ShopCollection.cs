namespace Cluster.Page.Tests;

/// <summary>All tests of the page use one shop, one after another.</summary>
[CollectionDefinition]
public sealed class ShopCollection : ICollectionFixture<Shop>;
