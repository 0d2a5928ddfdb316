using System.Net;
using System.Text.Json;
using Cluster.Gateway.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Tests.Access;

[Collection<KeyedCollection>]
public sealed class AuditTests(KeyedGateway gateway)
{
    [Fact]
    public async Task Writes_are_audited_with_who_asked_what_and_the_outcome()
    {
        var key = await gateway.IssueAsync("read");
        await gateway.Host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Delete, "/v1/collections/precious", key: key);
        await gateway.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, "/v1/collections/precious", key: gateway.Admin);
        static bool IsDrop(JsonElement entry) => IsOf(entry, "DropCollection", ("collection", "precious"));
        var entries = await EntriesAsync(static entries => entries.Count(IsDrop) >= 2);
        var drops = entries.Where(IsDrop);
        Assert.Equal([(key.Split('_')[1], 403), (gateway.Admin.Split('_')[1], 404)], drops.Select(static entry => (entry.GetProperty("caller").GetString(), entry.GetProperty("status").GetInt32())));
        Assert.DoesNotContain(entries, static entry => entry.GetProperty("operation").GetString() == "ListKeys");
    }

    [Fact]
    public async Task A_write_whose_route_names_nothing_is_audited_with_what_it_is_about()
    {
        var made = await gateway.IssueAsync("read");
        var job = new { id = "audited-job", collection = "audited", encoder = "none-such", corpus = new { name = "drawer", location = gateway.Host.Data } };
        await gateway.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "/v1/jobs", job, gateway.Admin);
        var tags = new { id = "audited-tags", collection = "audited", field = "kind", labels = new[] { new { label = "mug" } } };
        await gateway.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "/v1/tag-jobs", tags, gateway.Admin);
        var events = new { collection = "audited", events = new[] { new { kind = "viewed", key = "mug.png" } } };
        await gateway.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "/v1/shoppers/somebody-known/events", events, gateway.Admin);

        // The last of them; other tests tell of shoppers too.
        static bool IsTold(JsonElement entry) => IsOf(entry, "TellShopperEvents", ("collection", "audited"));
        var entries = await EntriesAsync(static entries => entries.Exists(IsTold));
        Assert.Contains(entries, entry => IsOf(entry, "IssueKey", ("id", made.Split('_')[1])));
        Assert.Contains(entries, static entry => IsOf(entry, "SubmitJob", ("collection", "audited"), ("corpus", "drawer"), ("id", "audited-job")));
        Assert.Contains(entries, static entry => IsOf(entry, "SubmitTagJob", ("collection", "audited"), ("id", "audited-tags")));
        Assert.Contains(entries, IsTold);
        Assert.DoesNotContain(entries, static entry => entry.ToString().Contains("somebody-known", StringComparison.Ordinal));
    }

    [Fact]
    public void The_line_in_the_log_has_parentheses_only_where_something_is_named()
    {
        var log = new Lines();
        var trail = new AuditTrail(Options.Create(new AccessOptions()), TimeProvider.System, log);
        var endpoint = new Endpoint(null, new EndpointMetadataCollection(new EndpointNameMetadata("SubmitJob")), null);
        trail.Note(new DefaultHttpContext(), endpoint);
        var named = new DefaultHttpContext { Request = { RouteValues = new RouteValueDictionary { ["collection"] = "mugs", ["shopper"] = "somebody-known" } } };
        named.Features.Set(new AuditSubject());
        AuditSubject.Of(named)!.Is("id", "job-1");
        trail.Note(named, endpoint);
        Assert.Equal(["anybody asked for SubmitJob: 200", "anybody asked for SubmitJob (collection mugs, id job-1): 200"], log.Messages);
    }

    [Fact]
    public void A_name_with_a_line_break_or_an_escape_code_stays_on_its_line_of_the_log()
    {
        var log = new Lines();
        var asked = new DefaultHttpContext { Request = { RouteValues = new RouteValueDictionary { ["collection"] = "a\r\nadmin asked\u0000\u001b[2K\u2028" } } };
        new AuditTrail(Options.Create(new AccessOptions()), TimeProvider.System, log)
            .Note(asked, new Endpoint(null, new EndpointMetadataCollection(new EndpointNameMetadata("DropCollection")), null));
        Assert.Equal([@"anybody asked for DropCollection (collection a\u000d\u000aadmin asked\u0000\u001b[2K\u2028): 200"], log.Messages);
    }

    private static bool IsOf(JsonElement entry, string operation, params (string Name, string Value)[] values) => entry.GetProperty("operation").GetString() == operation
        && entry.GetProperty("values").EnumerateObject().Select(static value => (value.Name, value.Value.GetString()!)).Order().SequenceEqual(values.Order());

    private async Task<List<JsonElement>> EntriesAsync(Func<List<JsonElement>, bool> enough)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var files = Directory.Exists(Path.Combine(gateway.Host.Data, "audit")) ? Directory.GetFiles(Path.Combine(gateway.Host.Data, "audit")) : [];
            var entries = files.Order(StringComparer.Ordinal).SelectMany(static file => File.ReadAllLines(file)).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
            if (enough(entries))
            {
                return entries;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private sealed class Lines : ILogger<AuditTrail>
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }
}
