using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cluster.Gateway.Tests.Documents;

/// <summary>The examples of the OpenAPI document: there is one wherever a body is taken, and the gateway understands each.</summary>
[Collection<CatalogueCollection>]
public sealed class ExampleTests(CatalogueGateway shop)
{
    [Fact]
    public async Task Every_operation_with_a_json_body_has_an_example_that_the_gateway_understands()
    {
        var document = await shop.Host.AskAsync(HttpMethod.Get, "/openapi/v1.json");
        var tried = 0;
        foreach (var (method, path, operation) in Operations(document))
        {
            if (!operation.TryGetProperty("requestBody", out var body) || !body.GetProperty("content").TryGetProperty("application/json", out var content))
            {
                continue;
            }

            var name = operation.GetProperty("operationId").GetString();
            Assert.True(content.TryGetProperty("example", out var example), $"{name} has no example");

            // Nothing of the names in the examples is there, so that the gateway has to read them whole to say so.
            var address = Regex.Replace(path, @"\{(\w+)\}", static match => match.Groups[1].Value == "id" ? "5f0b1c1e-7b3a-8d0e-9c55-2f6f1d3c8a10" : "nowhere");
            using var answer = await shop.Host.SendAsync(new HttpMethod(method), address, example.GetRawText(), cancellationToken: TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.Forbidden, $"{name}: {(int)answer.StatusCode} {text}");
            tried++;
        }

        Assert.True(tried >= 20, $"hardly any operation was tried: {tried}");
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_says_how_it_refuses()
    {
        var document = await shop.Host.AskAsync(HttpMethod.Get, "/openapi/v1.json");
        var operations = Operations(document).ToList();
        Assert.Equal(operations.Count, operations.Select(static one => one.Operation.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, static one =>
        {
            Assert.False(string.IsNullOrWhiteSpace(one.Operation.GetProperty("summary").GetString()), one.Path);
            Assert.True(one.Operation.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _), one.Path);
            Assert.StartsWith("/v1/", one.Path, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_form_of_an_uploaded_picture_names_every_field_that_it_takes()
    {
        var document = await shop.Host.AskAsync(HttpMethod.Get, "/openapi/v1.json");
        var form = document.GetProperty("paths").GetProperty("/v1/collections/{collection}/search/image").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data");
        var named = form.GetProperty("schema").GetProperty("properties").EnumerateObject().Select(static field => field.Name).ToHashSet();
        Assert.Equal("image", Assert.Single(form.GetProperty("schema").GetProperty("required").EnumerateArray()).GetString());

        // What the form takes is what a search takes, but for what the picture stands in for.
        var search = document.GetProperty("components").GetProperty("schemas").GetProperty("SearchRequest").GetProperty("properties").EnumerateObject().Select(static field => field.Name);
        Assert.Equal(search.Except(["text", "pointId", "key", "mix"]).Append("image").Distinct().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(static path => path.Value.EnumerateObject()
            .Where(static operation => operation.Name is "get" or "post" or "put" or "patch" or "delete")
            .Select(operation => (operation.Name.ToUpperInvariant(), path.Name, operation.Value)));
}
