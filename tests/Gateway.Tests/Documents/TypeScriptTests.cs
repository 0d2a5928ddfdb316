using System.Text.Json;
using Cluster.SampleCatalogue.Items;
using Cluster.TestSupport;

namespace Cluster.Gateway.Tests.Documents;

/// <summary>A client that is generated from the OpenAPI document proves it: it compiles under strict rules, and works.</summary>
[Collection<CatalogueCollection>]
public sealed class TypeScriptTests(CatalogueGateway shop)
{
    private const string Program = """
        import createClient from 'openapi-fetch';
        import type { paths } from './schema';

        declare const process: { argv: string[] };
        const client = createClient<paths>({ baseUrl: process.argv[2]! });
        const path = { collection: process.argv[3]! };

        const search = await client.POST('/v1/collections/{collection}/search', {
          params: { path },
          body: { text: 'a mug', limit: 3, filter: { field: 'kind', equals: 'mug' }, groupBy: { field: 'colour' }, facets: [{ field: 'colour' }] },
        });
        if (search.error) throw new Error(search.error.detail ?? 'refused');
        const hits: number = search.data.hits.length;
        const title: unknown = search.data.hits[0]!.payload['title'];

        const recommend = await client.POST('/v1/collections/{collection}/recommend', { params: { path }, body: { like: [{ id: search.data.hits[0]!.id, weight: 2 }, { text: 'red' }] } });
        const told = await client.POST('/v1/shoppers/{shopper}/events', { params: { path: { shopper: 'typescript' } }, body: { collection: path.collection, events: [{ kind: 'view', pointId: search.data.hits[0]!.id }] } });
        const embedded = await client.POST('/v1/embeddings', { body: { model: 'demo-clip', input: 'a mug' } });
        const collections = await client.GET('/v1/collections');
        const refused = await client.POST('/v1/collections/{collection}/search', { params: { path }, body: { text: 'a mug', limit: 0 } });

        console.log(JSON.stringify({
          hits, title, recommended: recommend.data?.hits.length, interests: told.data?.interests.length, model: embedded.data?.model,
          names: collections.data?.collections.map(collection => collection.name), refused: refused.error?.type,
        }));
        """;

    [Fact]
    public async Task A_client_generated_from_the_document_compiles_and_works()
    {
        using var folder = new TemporaryFolder();
        Node.Link(folder.Root);
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(folder.Path("openapi.json"), await shop.Host.Http.GetStringAsync("/openapi/v1.json", token), token);
        await File.WriteAllTextAsync(folder.Path("package.json"), """{ "type": "module" }""", token);
        await File.WriteAllTextAsync(folder.Path("shop.ts"), Program, token);
        await Node.RunAsync([Node.PathOf("openapi-typescript", "bin", "cli.js"), "openapi.json", "-o", "schema.d.ts"], folder.Root, token);
        await Node.RunAsync(
            [Node.PathOf("typescript", "bin", "tsc"), "shop.ts", "--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2023,dom"],
            folder.Root,
            token);
        var said = JsonDocument.Parse(await Node.RunAsync(["shop.js", shop.Host.Http.BaseAddress!.AbsoluteUri.TrimEnd('/'), CatalogueGateway.Name], folder.Root, token)).RootElement;
        Assert.Equal(3, said.GetProperty("hits").GetInt32());
        Assert.Contains(said.GetProperty("title").GetString(), shop.OfKind(ProductKind.Mug).Select(static item => item.Title));
        Assert.Equal(10, said.GetProperty("recommended").GetInt32());
        Assert.Equal(1, said.GetProperty("interests").GetInt32());
        Assert.StartsWith("demo-clip@", said.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.Contains(said.GetProperty("names").EnumerateArray(), static name => name.GetString() == CatalogueGateway.Name);
        Assert.Equal("/problems/invalid-request", said.GetProperty("refused").GetString());
    }
}
