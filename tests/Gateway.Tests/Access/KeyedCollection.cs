namespace Cluster.Gateway.Tests.Access;

/// <summary>All tests of keys use one gateway, one after another.</summary>
[CollectionDefinition]
public sealed class KeyedCollection : ICollectionFixture<KeyedGateway>;
