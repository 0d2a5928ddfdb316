using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Hub;

/// <summary>Runs <c>cluster models pull</c> against a hub, into an empty models folder of its own.</summary>
internal sealed class Puller(HubServer hub) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder of model folders; not there before the first pull.</summary>
    public string Models => _folder.Path("models");

    /// <summary>Where the model goes.</summary>
    public string Model => Path.Combine(Models, "demo-clip");

    /// <summary>Where it is gathered.</summary>
    public string Gathering => Path.Combine(Models, ".pulling-demo-clip");

    /// <summary>The token to use, if any.</summary>
    public string? Token { get; init; }

    public Task<CliRun> PullAsync(params string[] more) => CliProcess.RunAsync(Environment(), Arguments(more));

    public CliProcess Start(params string[] more) => CliProcess.Start(Environment(), Arguments(more));

    /// <summary>The parts fetched so far, by length.</summary>
    public long PartLength(HubContent file) => new FileInfo(Path.Combine(Gathering, $"{file.Sha256}.part")) is { Exists: true } part ? part.Length : 0;

    /// <summary>Holds when no model was put in place, under whatever name.</summary>
    public void AssertNothingInPlace() =>
        Assert.Empty(Directory.Exists(Models) ? Directory.GetDirectories(Models).Where(path => path != Gathering).Concat(Directory.GetFiles(Models)) : []);

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string> { ["HF_ENDPOINT"] = hub.Address };
        if (Token is not null)
        {
            environment["HF_TOKEN"] = Token;
        }

        return environment;
    }

    private string[] Arguments(string[] more) => ["models", "pull", HubServer.Id, "--models", Models, .. more];
}
