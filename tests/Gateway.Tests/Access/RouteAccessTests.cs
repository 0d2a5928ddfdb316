using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Gateway.Tests.Access;

/// <summary>Walks all routes there are, so that a new one cannot be forgotten.</summary>
[Collection<KeyedCollection>]
public sealed class RouteAccessTests(KeyedGateway gateway)
{
    /// <summary>The routes that tell nothing about what the cluster holds. A new one is a decision: add it here with a thought.</summary>
    private static readonly string[] Public = ["GET /", "GET /favicon.ico", "GET /alive", "GET /health", "GET /openapi/{documentName}.json", "GET /problems/{code}"];

    private static bool IsPublic(string route) => Public.Contains(route) || route.StartsWith("GET /page/", StringComparison.Ordinal);

    [Fact]
    public void Every_route_says_who_may_use_it()
    {
        var silent = Endpoints().Where(static endpoint => ScopeOf(endpoint) is null).Select(static endpoint => endpoint.DisplayName);
        Assert.True(!silent.Any(), $"These routes lack .Needs(AccessScope...) or .IsOpenToAll(): {string.Join(", ", silent)}");
        Assert.All(Endpoints(), static endpoint => Assert.All(NamesOf(endpoint), name => Assert.True(IsPublic(name) == (ScopeOf(endpoint) == "public"), name)));
    }

    [Fact]
    public async Task Every_route_but_the_public_ones_refuses_who_has_no_key_or_a_wrong_one()
    {
        var names = Endpoints().SelectMany(NamesOf).ToList();
        Assert.True(names.Count > 20, "hardly any route was found");
        var wrong = gateway.Admin[..^1] + (gateway.Admin[^1] == '0' ? '1' : '0');
        foreach (var name in names.Where(static name => !IsPublic(name)))
        {
            foreach (var key in (string?[])[null, "", "nonsense", wrong, gateway.Admin + "0"])
            {
                await StatusAsync(HttpStatusCode.Unauthorized, name, key);
            }
        }

        foreach (var name in names.Where(IsPublic))
        {
            using var answer = await SendAsync(name, key: null);
            Assert.True(answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), name);
        }
    }

    [Fact]
    public async Task Every_route_refuses_a_scope_below_its_own_and_takes_its_own()
    {
        var keys = new Dictionary<string, string> { ["Read"] = await gateway.IssueAsync("read"), ["Write"] = await gateway.IssueAsync("write"), ["Admin"] = gateway.Admin };
        string[] order = ["Read", "Write", "Admin"];
        foreach (var endpoint in Endpoints().Where(static endpoint => ScopeOf(endpoint) != "public"))
        {
            var needed = Array.IndexOf(order, ScopeOf(endpoint));
            foreach (var name in NamesOf(endpoint))
            {
                for (var i = 0; i < needed; i++)
                {
                    await StatusAsync(HttpStatusCode.Forbidden, name, keys[order[i]]);
                }

                using var answer = await SendAsync(name, keys[order[needed]]);
                Assert.True(answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), $"{name} refuses its own scope: {(int)answer.StatusCode}");
                Assert.True((int)answer.StatusCode < 500, $"{name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
        }
    }

    [Fact]
    public async Task A_key_limited_to_a_collection_reaches_no_other()
    {
        var key = await gateway.IssueAsync("admin", "mine");
        foreach (var endpoint in Endpoints().Where(static endpoint => endpoint.RoutePattern.Parameters.Any(static parameter => parameter.Name == "collection")))
        {
            foreach (var name in NamesOf(endpoint))
            {
                await StatusAsync(HttpStatusCode.Forbidden, name, key);
                using var own = await SendAsync(name, key, collection: "mine");
                Assert.True(own.StatusCode != HttpStatusCode.Forbidden, name);
            }
        }

        // What concerns all collections is not for it, nor may it make itself a wider key.
        await StatusAsync(HttpStatusCode.Forbidden, "GET /v1/keys", key);
        await StatusAsync(HttpStatusCode.Forbidden, "POST /v1/keys", key);
        var job = new { corpus = new { location = "/tmp" }, collection = "theirs", encoder = "demo-clip" };
        await gateway.Host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/v1/jobs", job, key);
    }

    private IEnumerable<RouteEndpoint> Endpoints() => gateway.Host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static IEnumerable<string> NamesOf(RouteEndpoint endpoint) => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
        .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}");

    private static string? ScopeOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "public"
            : endpoint.Metadata.GetMetadata<Cluster.Gateway.Access.AccessRequirement>() is { } requirement ? requirement.Scope?.ToString() ?? "public" : null;

    // Sent anything else, routing itself answers 415 before there is a route to guard.
    private bool TakesForm(string name) => Endpoints().Any(endpoint => NamesOf(endpoint).Contains(name)
        && endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("multipart/form-data") is true);

    private async Task StatusAsync(HttpStatusCode status, string name, string? key)
    {
        using var answer = await SendAsync(name, key);
        Assert.True(answer.StatusCode == status, $"{name} with {(key is null ? "no key" : "a key")}: {(int)answer.StatusCode}, not {(int)status}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private Task<HttpResponseMessage> SendAsync(string name, string? key, string collection = "theirs")
    {
        var (method, pattern) = (name.Split(' ')[0], name.Split(' ')[1]);
        var address = Regex.Replace(pattern, @"\{(\w+)[^}]*\}", match => match.Groups[1].Value switch
        {
            "documentName" => "v1",
            "collection" => collection,
            _ => "00000000-0000-0000-0000-00000000000a",
        });
        object? body = method is "GET" or "DELETE" ? null
            : TakesForm(name) ? new MultipartFormDataContent { { new ByteArrayContent([1]), "image", "x" } }
            : "{}";
        return gateway.Host.SendAsync(new HttpMethod(method), address, body, key, TestContext.Current.CancellationToken);
    }
}
