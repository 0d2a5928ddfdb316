using System.Net;
using System.Text.Json.Nodes;
using Cluster.Client;
using Cluster.Client.Access;
using Cluster.Client.Classification;
using Cluster.Client.Failures;
using Cluster.Client.Jobs;
using Cluster.Client.Recommendations;
using Cluster.Client.Retrieval;
using Cluster.Client.Shoppers;
using Cluster.Client.Tags;
using Cluster.Client.Tests;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;
using Microsoft.Extensions.DependencyInjection;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Clients;

/// <summary>The typed client against a gateway: what either calls a member, the other reads.</summary>
[Collection<CatalogueCollection>]
public sealed class ClientTests(CatalogueGateway shop)
{
    private readonly ClusterClient _client =
        new ServiceCollection().AddClusterClient(shop.Host.Http.BaseAddress!).Services.BuildServiceProvider().GetRequiredService<ClusterClient>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CatalogueItem Mug => shop.OfKind(ProductKind.Mug)[^1];

    [Fact]
    public async Task It_searches_with_all_that_a_question_can_say()
    {
        var found = await _client.SearchAsync(
            Name,
            new SearchQuery
            {
                Mix = [Example.OfText("a mug", 2), Example.OfKey(Mug.Key)], Limit = 4, Explain = true, GroupBy = new GroupBy("colour"), Facets = [new Facet("kind", 3)],
                Filter = new Filter { Must = [Filter.Is("kind", "mug"), Filter.Within("price", least: 0)], MustNot = [Filter.Is("shop", "Copies")] },
            },
            Token);
        Assert.Equal((Name, shop.Concrete.Value), (found.Collection, found.ConcreteCollection));
        Assert.Equal(4, found.Hits.Select(static hit => hit.Group!.ToString()).Distinct().Count());
        Assert.All(found.Hits, static hit => Assert.Equal(2, hit.Explanation!.Contributions.Count));
        Assert.Equal("mug", found.Facets!["kind"].MaxBy(static value => value.Count)!.Value!.ToString());

        var all = new List<string>();
        await foreach (var hit in _client.SearchAllAsync(Name, new SearchQuery { Text = "a thing", Limit = 150, Fields = [] }, Token))
        {
            all.Add(hit.Id);
        }

        Assert.Equal(Pictures + Copies, all.Distinct().Count());
        Assert.Equal(all.Distinct().Count(), all.Count);
    }

    [Fact]
    public async Task It_searches_by_a_streamed_picture_with_all_that_can_stand_beside_it()
    {
        var found = await _client.SearchByImageAsync(
            Name,
            new MemoryStream(CatalogueRenderer.RenderImage(Mug)),
            new SearchQuery { Limit = 5, Explain = true, GroupBy = new GroupBy("colour", 1), Facets = [new Facet("kind", 2)], Filter = Filter.Is("kind", "mug"), Fields = ["colour"] },
            Token);
        Assert.Equal(Mug.Key, found.Hits[0].Key);
        Assert.Equal(found.Hits.Count, found.Hits.Select(static hit => hit.Payload["colour"]!.ToString()).Distinct().Count());
        Assert.NotNull(found.Hits[0].Explanation);
        Assert.Equal("mug", Assert.Single(found.Facets!["kind"], static value => value.Count > 0).Value!.ToString());

        // Pages, and answers chosen all at once.
        Assert.NotNull((await _client.SearchByImageAsync(Name, new MemoryStream(CatalogueRenderer.RenderImage(Mug)), new SearchQuery { Limit = 5, Cursor = "" }, Token)).Next);
        var collapsed = await _client.SearchByImageAsync(
            Name, new MemoryStream(CatalogueRenderer.RenderImage(shop.Items[0])), new SearchQuery { Limit = 5, Diversity = 0.2, CollapseDuplicates = true, DuplicateThreshold = 1 }, Token);
        Assert.Equal(1, collapsed.Hits[0].Duplicates);
        await Assert.ThrowsAsync<ArgumentException>(() => _client.SearchByImageAsync(Name, Stream.Null, new SearchQuery { Mix = [Example.OfText("a")] }, Token));
    }

    [Fact]
    public async Task It_recommends_classifies_moderates_and_embeds()
    {
        var look = await _client.RecommendAsync(Name, new RecommendQuery { Like = [Example.OfKey(Mug.Key)], Dislike = [Example.OfText("a sofa")], Limit = 3 }, Token);
        Assert.Equal(3, look.Hits.Count);
        IReadOnlyList<RecommendQuery> many = [new() { Like = [Example.OfId(look.Hits[0].Id)], Limit = 2 }, new() { Limit = 2 }];
        var batch = await _client.RecommendAsync(Name, many, Token);
        Assert.Equal((2, "/problems/invalid-request"), (batch[0].Answer!.Hits.Count, batch[1].Failure!.Type));

        var classes = await _client.ClassifyAsync(Name, new ClassifyQuery { Subjects = [new Subject { Key = Mug.Key }], Labels = [new("mug"), new("sofa")], Top = 1 }, Token);
        Assert.Equal("mug", Assert.Single(classes.Results[0].Labels).Label);
        var verdicts = await _client.ModerateAsync(Name, new ModerateQuery([new Subject { Key = Mug.Key }], [new Category("crockery", ["a mug"], ["a sofa"]), new Category("seats", ["a sofa"], ["a mug"])]), Token);
        Assert.Equal([true, false], verdicts.Results[0].Verdicts.Select(static verdict => verdict.Flagged));
        Assert.True(verdicts.Results[0].Flagged);

        var embedded = await _client.EmbedAsync("demo-clip", ["a mug", "a sofa"], dimensions: 64, Token);
        Assert.Equal([64, 64], embedded.Vectors.Select(static vector => vector.Length));
        Assert.Contains(await _client.ListModelsAsync(Token), model => model.Id == embedded.Model);
    }

    [Fact]
    public async Task It_tells_of_shoppers_asks_for_them_and_has_them_forgotten()
    {
        var shopper = await _client.Shoppers.TellAsync("client@example.com", Name, [ShopperEvent.View(Mug.Key), ShopperEvent.Cart(Mug.Key)], Token);
        Assert.Equal(2, shopper.Events.Count);
        var forYou = await _client.Shoppers.RecommendAsync("client@example.com", new ShopperQuery { Collection = Name, Limit = 4 }, Token);
        Assert.Equal(4, forYou.Hits.Count);
        Assert.Single((await _client.Shoppers.ShowAsync("client@example.com", Name, Token)).Interests);
        await _client.Shoppers.ForgetAsync("client@example.com", Token);
        var refusal = await Assert.ThrowsAsync<ClusterApiException>(() => _client.Shoppers.ShowAsync("client@example.com", Name, Token));
        Assert.Equal(("/problems/shopper-not-found", HttpStatusCode.NotFound), (refusal.Type, refusal.Status));
    }

    [Fact]
    public async Task It_follows_jobs_tags_and_operations_and_lists_what_there_is()
    {
        var last = await LastAsync(_client.WatchJobAsync("catalogue", Token));
        Assert.Equal(("completed", (long)(Pictures + Copies)), (last.State, last.Embedded));
        Assert.Contains(await _client.ListJobsAsync(500, Token), static job => job.Id == "catalogue");
        Assert.Empty(await _client.ListQuarantineAsync("catalogue", cancellationToken: Token).ToListAsync(Token));
        Assert.Contains(await _client.ListCollectionsAsync(Token), static collection => collection.Name == Name && collection.Points >= Pictures);
        var corpus = await _client.ShowCorpusAsync("catalogue", Token);
        Assert.Equal("catalogue", Assert.Single(corpus.Collections, static feed => feed.Collection == Name).CompletedJob);
        Assert.Contains(await _client.ListCorporaAsync(Token), static one => one.Name == "catalogue");

        var tagging = await _client.TagJobs.SubmitAsync(new TagJobSubmission { Collection = Name, Field = "by_client", Labels = [new("mug"), new("sofa")], Filter = Filter.Is("kind", "mug") }, Token);
        Assert.Equal("completed", (await LastAsync(_client.TagJobs.WatchAsync(tagging.Id, Token))).State);
        var started = await _client.FindDuplicatesAsync(Name, cancellationToken: Token);
        Assert.Equal("completed", (await LastAsync(_client.WatchOperationAsync(started.Id, Token))).State);
        Assert.NotEmpty(await _client.ListFindingsAsync(started.Id, Token).ToListAsync(Token));
        var listed = await _client.ListOperationsAsync(Name, "duplicates", "completed", Token).FirstAsync(operation => operation.Id == started.Id, Token);
        Assert.True(listed.EndedAt >= listed.StartedAt, listed.ToString());

        var key = await _client.Keys.IssueAsync(new KeySubmission { Name = "by client", Scope = "read" }, Token);
        Assert.NotEqual(key.Key, (await _client.Keys.RotateAsync(key.Id, TimeSpan.Zero, Token)).Key);
        Assert.Contains(await _client.Keys.ListAsync(Token), one => one.Id == key.Id && one.Key is null);
        await _client.Keys.RevokeAsync(key.Id, Token);
    }

    [Fact]
    public async Task It_adds_changes_and_deletes_points()
    {
        await FillAsync("by-client", 2);
        using var picture = new MemoryStream(CatalogueRenderer.RenderImage(Mug));
        var added = await _client.Points.AddAsync("by-client", "new/mug.jpg", picture, new JsonObject { ["price"] = 4.5, ["tags"] = new JsonArray("new", "red") }, cancellationToken: Token);
        await _client.Points.PatchAsync("by-client", added.Id, new JsonObject { ["stock"] = 3 }, Token);
        var point = await _client.ShowPointAsync("by-client", added.Id, Token);
        Assert.Equal(("new/mug.jpg", 4.5, 3), (point.Key, (double)point.Payload["price"]!, (int)point.Payload["stock"]!));
        var similar = await _client.Points.ListSimilarAsync("by-client", added.Id, 5, Token);
        Assert.DoesNotContain(similar.Hits, hit => hit.Id == added.Id);
        Assert.Equal([0xff, 0xd8], (await _client.Points.ReadThumbnailAsync(similar.Hits[0].Thumbnail!, Token)).Take(2));
        await _client.Points.DeleteAsync("by-client", added.Id, Token);
        Assert.Equal("/problems/point-not-found", (await Assert.ThrowsAsync<ClusterApiException>(() => _client.ShowPointAsync("by-client", added.Id, Token))).Type);
    }

    [Fact]
    public async Task The_example_of_its_readme_works_as_it_stands()
    {
        await FillAsync("shop", 40);
        await ShopExample.ShowAsync(_client, "anna", shop.Items[0].Key, Token);
        Assert.Equal("/problems/shopper-not-found", (await Assert.ThrowsAsync<ClusterApiException>(() => _client.Shoppers.ShowAsync("anna", "shop", Token))).Type);
    }

    private async Task FillAsync(string collection, int pictures)
    {
        var folder = Path.Combine(shop.Host.Data, "pictures");
        var listing = Path.Combine(folder, $"{collection}.csv");
        await File.WriteAllLinesAsync(listing, (await File.ReadAllLinesAsync(CatalogueLayout.Listing(folder), Token)).Take(pictures + 1), Token);
        var job = await _client.SubmitJobAsync(
            new JobSubmission
            {
                Corpus = new CorpusSubmission
                {
                    Name = collection, Kind = "table", Location = listing,
                    Options = new Dictionary<string, string> { ["root"] = CatalogueLayout.Images(folder), ["metadata"] = "title,kind,colour,price", ["numbers"] = "price" },
                },
                Collection = collection, Encoder = "demo-clip",
            },
            Token);
        var done = await LastAsync(_client.WatchJobAsync(job.Id, Token));
        Assert.Equal(("completed", (long)pictures), (done.State, done.Embedded));
    }

    private static async Task<T> LastAsync<T>(IAsyncEnumerable<T> told) => (await told.ToListAsync(Token))[^1];
}
