using System.Net;
using System.Text.Json;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Failures;

/// <summary>What is wrong with a question is told by a stable type, with the place and what to do, and never with how the gateway is made.</summary>
[Collection<CatalogueCollection>]
public sealed class RefusalTests(CatalogueGateway shop)
{
    [Theory]
    [InlineData("collections/catalogue/search", """{"text":"a","colour":"red"}""", 400, "invalid-request", "$.colour")]
    [InlineData("collections/catalogue/search", """{"text":"a","limit":"many"}""", 400, "invalid-request", "$.limit")]
    [InlineData("collections/catalogue/search", """{"text":"a","filter":{"field":"kind","equals":"a","range":{"gte":1}}}""", 400, "invalid-request", "$.filter")]
    [InlineData("collections/catalogue/search", """{"text":"a","filter":{"must":[{"field":"price","range":{"gte":"cheap"}}]}}""", 400, "invalid-request", "$.filter")]
    [InlineData("collections/catalogue/search", """{"text":"a","filter":{"must":[{"equals":1}]}}""", 400, "invalid-request", "$.filter.must[0]")]
    [InlineData("collections/catalogue/search", """{"image":"no base64!"}""", 400, "invalid-request", "$.image")]
    [InlineData("collections/catalogue/search", """{"image":"aGVsbG8="}""", 422, "bad-image", "")]
    [InlineData("collections/catalogue/search", """{"pointId":"00000000-0000-8000-8000-000000000000"}""", 404, "point-not-found", "00000000-0000-8000-8000-000000000000")]
    [InlineData("collections/nowhere/search", """{"text":"a"}""", 404, "collection-not-found", "nowhere")]
    [InlineData("collections/no%20name/search", """{"text":"a"}""", 400, "invalid-request", "no name")]
    [InlineData("embeddings", """{"model":"demo-clip","input":"x","dimensions":0}""", 400, "invalid-request", "$.dimensions")]
    [InlineData("embeddings", """{"model":"demo-clip","input":"x","dimensions":100000}""", 400, "invalid-request", "$.dimensions")]
    [InlineData("embeddings", """{"model":"nothing","input":"x"}""", 404, "encoder-not-found", "nothing")]
    public async Task A_refusal_has_a_type_the_place_and_advice(string address, string body, int status, string code, string mentions)
    {
        var problem = await shop.Host.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, $"/v1/{address}", body);
        Assert.Equal(($"/problems/{code}", status), (problem.GetProperty("type").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.Contains(mentions, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await WithoutInsidesAsync(problem);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_as_that()
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[(20 * 1024 * 1024) + 1]), "image", "large.jpg" } };
        await TooLargeAsync($"/v1/collections/{Name}/search/image", form);
        await TooLargeAsync("/v1/shoppers/anna/events", $$"""{"collection":"{{new string('c', 1024 * 1024)}}"}""");

        async Task TooLargeAsync(string address, object body)
        {
            var problem = await shop.Host.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, HttpMethod.Post, address, body);
            Assert.Equal("/problems/too-large", problem.GetProperty("type").GetString());
            await WithoutInsidesAsync(problem);
        }
    }

    // The type leads to a page that says what to do; nothing tells of code or folders.
    private async Task WithoutInsidesAsync(JsonElement problem)
    {
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        using var page = await shop.Host.SendAsync(HttpMethod.Get, problem.GetProperty("type").GetString()!);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain(shop.Host.Data, problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.ToString(), StringComparison.Ordinal);
    }
}
