using Microsoft.AspNetCore.Http;

namespace Cluster.Cli.Tests.Hub;

public sealed class HubFaultTests
{
    private const string Token = "hf_thisIsASecretToken";

    [Fact]
    public async Task The_token_goes_to_the_hub_and_to_no_other_host_and_is_never_printed()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Meddle = static (context, visit) =>
        {
            var isRefused = visit.Place == "hub" && visit.Authorization != $"Bearer {Token}";
            context.Response.StatusCode = isRefused ? 401 : 200;
            return Task.FromResult(isRefused);
        };
        using var puller = new Puller(hub) { Token = Token };
        var run = (await puller.PullAsync()).Succeeded();
        Assert.DoesNotContain(Token, run.Out + run.Error, StringComparison.Ordinal);
        var storage = hub.Visits.Where(static visit => visit.Place == "storage").ToList();
        Assert.Equal(2, storage.Count);
        Assert.All(storage, static visit => Assert.Null(visit.Authorization));
        Assert.DoesNotContain(Directory.GetFiles(puller.Model, "*", SearchOption.AllDirectories), static path => File.ReadAllText(path).Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_needs_an_account_says_how_to_give_one()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Meddle = Answering(401);
        using var puller = new Puller(hub);
        var line = (await puller.PullAsync()).Refused(1);
        Assert.Contains("HTTP 401", line, StringComparison.Ordinal);
        Assert.Contains("HF_TOKEN", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gated_model_says_that_its_terms_have_to_be_accepted()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Meddle = Answering(403, static response => response.Headers["X-Error-Code"] = "GatedRepo");
        using var puller = new Puller(hub) { Token = Token };
        var line = (await puller.PullAsync()).Refused(1);
        Assert.Contains("accept its terms", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_or_revision_is_named()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        Assert.Contains("no revision 'no-such'", (await puller.PullAsync("--revision", "no-such")).Refused(1), StringComparison.Ordinal);
        hub.Meddle = Answering(404);
        Assert.Contains($"no model {HubServer.Id}", (await puller.PullAsync()).Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_is_busy_for_a_moment_is_asked_again()
    {
        await using var hub = await HubServer.StartAsync();
        var refusals = 0;
        hub.Meddle = (context, _) =>
        {
            // Every third request is refused, on all routes.
            var isBusy = Interlocked.Increment(ref refusals) % 3 == 1;
            if (isBusy)
            {
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = "0";
            }

            return Task.FromResult(isBusy);
        };
        using var puller = new Puller(hub);
        (await puller.PullAsync()).Succeeded();
        Assert.True(refusals > 10, $"{refusals} requests");
    }

    [Fact]
    public async Task A_hub_that_stays_busy_is_given_up_with_what_was_fetched_kept()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Meddle = static (context, visit) =>
        {
            var isBusy = visit.Place == "storage";
            context.Response.StatusCode = isBusy ? 503 : 200;
            context.Response.Headers.RetryAfter = "0";
            return Task.FromResult(isBusy);
        };
        using var puller = new Puller(hub);
        var run = await puller.PullAsync();
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("HTTP 503", run.Error, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(puller.Gathering, "*.part"));
        puller.AssertNothingInPlace();
    }

    [Fact]
    public async Task A_hub_that_does_not_answer_is_named()
    {
        var run = await CliProcess.RunAsync(new Dictionary<string, string> { ["HF_ENDPOINT"] = "http://127.0.0.1:1" }, "models", "pull", HubServer.Id);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error: The hub at http://127.0.0.1:1/ does not answer", run.Error, StringComparison.Ordinal);
        Assert.Contains("HF_ENDPOINT", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Set HF_ENDPOINT")]
    [InlineData("nonsense", "HF_ENDPOINT is not the address")]
    [InlineData("http://user:secret@127.0.0.1:1", "holds a user or password")]
    public async Task Without_a_usable_endpoint_nothing_is_asked(string? endpoint, string message)
    {
        var environment = endpoint is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["HF_ENDPOINT"] = endpoint };
        var line = (await CliProcess.RunAsync(environment, "models", "pull", HubServer.Id)).Refused(2);
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_not_sent_readable_over_a_network()
    {
        var environment = new Dictionary<string, string> { ["HF_ENDPOINT"] = "http://hub.invalid", ["HF_TOKEN"] = Token };
        var line = (await CliProcess.RunAsync(environment, "models", "pull", HubServer.Id)).Refused(2);
        Assert.Contains("readable over http", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_a_path_is_refused() =>
        Assert.Contains("OWNER/NAME", (await CliProcess.RunAsync(new Dictionary<string, string> { ["HF_ENDPOINT"] = "http://127.0.0.1:1" }, "models", "pull", "../../x")).Refused(2), StringComparison.Ordinal);

    private static Func<HttpContext, HubVisit, Task<bool>> Answering(int status, Action<HttpResponse>? more = null) => (context, _) =>
    {
        context.Response.StatusCode = status;
        more?.Invoke(context.Response);
        return Task.FromResult(true);
    };
}
