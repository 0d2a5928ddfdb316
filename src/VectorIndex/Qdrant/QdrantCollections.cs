using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex.Qdrant.Wire;
using DomainPointId = Cluster.Domain.Identity.PointId;
using WireCollectionInfo = Cluster.VectorIndex.Qdrant.Wire.CollectionInfo;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>
/// Collections of the server and the embedding space of each. The space is stamped on the collection as metadata where the server keeps any
/// (from 1.16 on); on older servers it lies as a point of a collection reserved for that.
/// </summary>
internal sealed class QdrantCollections(QdrantCalls calls, QdrantVectorIndexOptions options)
{
    /// <summary>Where older servers keep the spaces. No collection of a user can have this name.</summary>
    public const string SpacesCollection = "_embedding_spaces";

    private const string SpaceField = "embedding_space";

    // What a collection is never changes while it is there.
    private readonly ConcurrentDictionary<CollectionName, CollectionShape> _known = new();

    /// <summary>Space and dimension; CollectionNotFound when there is no such collection.</summary>
    public async Task<CollectionShape> RequireAsync(CollectionName collection, CancellationToken cancellationToken) =>
        _known.TryGetValue(collection, out var known)
            ? known
            : await FindAsync(collection, cancellationToken) ?? throw CollectionSpecRules.NotFound(collection);

    /// <summary>Space and dimension; null when there is no such collection, Conflict when it is not one of this system.</summary>
    public async Task<CollectionShape?> FindAsync(CollectionName collection, CancellationToken cancellationToken)
    {
        if (await InfoAsync(collection.Value, cancellationToken) is not { } info)
        {
            _known.TryRemove(collection, out _);
            return null;
        }

        var vector = info.Config?.Params?.VectorsConfig?.ParamsMap?.Map.GetValueOrDefault(QdrantPoints.VectorName);
        var space = await SpaceOfAsync(collection, info, cancellationToken);
        if (vector is null || space is null)
        {
            throw new FailureException(
                FailureKind.Conflict, $"The server has a collection '{collection}' that this system did not make. Use another name.");
        }

        return _known[collection] = new CollectionShape(new EmbeddingSpaceId(space), (int)vector.Size);
    }

    /// <summary>The names of all collections, with those of others and of this class.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var reply = await calls.ReadAsync(o => calls.Collections.ListAsync(new ListCollectionsRequest(), o), cancellationToken);
        return [.. reply.Collections.Select(static description => description.Name)];
    }

    public async Task CreateAsync(CollectionSpec spec, CancellationToken cancellationToken)
    {
        var server = await calls.VersionAsync(cancellationToken);
        if (!server.HasCollectionMetadata)
        {
            // Before the collection: one without a space could not be told from a stranger's.
            await StampAsideAsync(spec, cancellationToken);
        }

        var plan = QdrantCollectionPlan.For(spec.ExpectedPoints ?? QdrantCollectionPlan.UnknownPoints, spec.Dimension, options.Layout, server.HasTurboQuantization);
        var message = plan.ToMessage(spec.Name.Value, deferIndexing: spec.ExpectedPoints is not null);
        if (server.HasCollectionMetadata)
        {
            message.Metadata.Add(SpaceField, new Value { StringValue = spec.Space.Value });
        }

        try
        {
            await calls.WriteAsync(o => calls.Collections.CreateAsync(message, o), cancellationToken);
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.Conflict)
        {
            // Someone else made it meanwhile, or an attempt of ours did whose answer was lost; the caller compares.
        }

        foreach (var (field, kind) in options.Layout.Indexes)
        {
            await CreateIndexAsync(spec.Name, field, kind, cancellationToken);
        }
    }

    public async Task<bool> DropAsync(CollectionName collection, CancellationToken cancellationToken)
    {
        _known.TryRemove(collection, out _);
        if (await InfoAsync(collection.Value, cancellationToken) is null)
        {
            return false;
        }

        await calls.WriteAsync(o => calls.Collections.DeleteAsync(new DeleteCollection { CollectionName = collection.Value }, o), cancellationToken);
        if (!(await calls.VersionAsync(cancellationToken)).HasCollectionMetadata)
        {
            var delete = new DeletePoints { CollectionName = SpacesCollection, Wait = true, Points = QdrantPoints.Select([SpacePoint(collection)]) };
            await calls.WriteAsync(o => calls.Points.DeleteAsync(delete, o), cancellationToken);
        }

        return true;
    }

    /// <summary>Points an alias at a collection: making one that is there already moves it, in one step on every node.</summary>
    public async Task PublishAsync(CollectionName alias, CollectionName collection, CancellationToken cancellationToken)
    {
        var change = new ChangeAliases
        {
            Actions = { new AliasOperations { CreateAlias = new CreateAlias { AliasName = alias.Value, CollectionName = collection.Value } } },
        };
        await calls.WriteAsync(o => calls.Collections.UpdateAliasesAsync(change, o), cancellationToken);
        _known.TryRemove(alias, out _);
    }

    /// <summary>Lets go of what is remembered of a collection that turned out to be gone.</summary>
    public void Forget(CollectionName collection) => _known.TryRemove(collection, out _);

    /// <summary>The server's own description; null when there is no such collection.</summary>
    public async Task<WireCollectionInfo?> InfoAsync(string collection, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await calls.ReadAsync(
                o => calls.Collections.GetAsync(new GetCollectionInfoRequest { CollectionName = collection }, o), cancellationToken);
            return reply.Result;
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.CollectionNotFound)
        {
            return null;
        }
    }

    private async Task CreateIndexAsync(CollectionName collection, string field, PayloadIndexKind kind, CancellationToken cancellationToken)
    {
        var message = new CreateFieldIndexCollection
        {
            CollectionName = collection.Value,
            Wait = true,
            FieldName = QdrantFilters.KeyOf(field),
            FieldType = kind switch
            {
                PayloadIndexKind.Integer => FieldType.Integer,
                PayloadIndexKind.Number => FieldType.Float,
                PayloadIndexKind.Geo => FieldType.Geo,
                PayloadIndexKind.Words => FieldType.Text,
                PayloadIndexKind.Truth => FieldType.Bool,
                _ => FieldType.Keyword,
            },
        };
        if (kind == PayloadIndexKind.Words)
        {
            message.FieldIndexParams = new PayloadIndexParams { TextIndexParams = new TextIndexParams { Tokenizer = TokenizerType.TokenizerWord, Lowercase = true } };
        }

        await calls.WriteAsync(o => calls.Points.CreateFieldIndexAsync(message, o), cancellationToken);
    }

    private async Task<string?> SpaceOfAsync(CollectionName collection, WireCollectionInfo info, CancellationToken cancellationToken)
    {
        // Looked for in both places: a server may have been upgraded since.
        if (info.Config?.Metadata.GetValueOrDefault(SpaceField)?.StringValue is { Length: > 0 } stamped)
        {
            return stamped;
        }

        if (await InfoAsync(SpacesCollection, cancellationToken) is null)
        {
            return null;
        }

        var get = new GetPoints
        {
            CollectionName = SpacesCollection,
            Ids = { QdrantPoints.Write(SpacePoint(collection)) },
            WithPayload = new WithPayloadSelector { Enable = true },
            WithVectors = new WithVectorsSelector { Enable = false },
        };
        var reply = await calls.ReadAsync(o => calls.Points.GetAsync(get, o), cancellationToken);
        return reply.Result.FirstOrDefault()?.Payload.GetValueOrDefault(SpaceField)?.StringValue;
    }

    private async Task StampAsideAsync(CollectionSpec spec, CancellationToken cancellationToken)
    {
        if (await InfoAsync(SpacesCollection, cancellationToken) is null)
        {
            var create = QdrantCollectionPlan.For(points: 1_000, dimension: 1, new QdrantCollectionLayout { Copies = QuantisedCopy.None }, serverHasTurbo: false)
                .ToMessage(SpacesCollection, deferIndexing: false);
            try
            {
                await calls.WriteAsync(o => calls.Collections.CreateAsync(create, o), cancellationToken);
            }
            catch (FailureException e) when (e.Failure.Kind == FailureKind.Conflict)
            {
                // Made by someone else meanwhile.
            }
        }

        var batch = new PointBatch(
            spec.Space,
            [SpacePoint(spec.Name)],
            new float[] { 1 },
            [
                new Dictionary<string, Cluster.Domain.Payloads.PayloadValue>
                {
                    ["collection"] = spec.Name.Value,
                    [SpaceField] = spec.Space.Value,
                    ["dimension"] = spec.Dimension.ToString(CultureInfo.InvariantCulture),
                },
            ]);
        var upsert = new UpsertPoints { CollectionName = SpacesCollection, Wait = true, Points = { QdrantPoints.Write(batch, 0, 1) } };
        await calls.WriteAsync(o => calls.Points.UpsertAsync(upsert, o), cancellationToken);
    }

    private static DomainPointId SpacePoint(CollectionName collection) =>
        DomainPointId.Read(SHA256.HashData(Encoding.UTF8.GetBytes(collection.Value)));
}
