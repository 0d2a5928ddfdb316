using System.CommandLine;
using System.Net.Sockets;
using Cluster.Domain.Outcomes;
using Cluster.Standalone.Demo;
using Cluster.VectorIndex;

namespace Cluster.Standalone;

/// <summary>The command line: a cluster in one process, or the demo in one.</summary>
public static class StandaloneCommand
{
    private const int Failed = 1;
    private const int Usage = 2;
    private const int Interrupted = 130;

    // A last checkpoint is written after Ctrl+C.
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(30);

    /// <summary>Runs it; 0, 1 when something failed, 2 when the command line is wrong, 130 when Ctrl+C came before it served.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "A whole Embedding Cluster in one process, for one machine. Settings are given as --Section:Name=value, for example --Standalone:Port=9000 or --Standalone:DataFolder=/var/lib/cluster.")
        {
            DemoCommand.Create(),
        };

        // What the host alone does not know here, it may know as a setting.
        root.TreatUnmatchedTokensAsErrors = args is ["demo", ..];
        root.SetAction((parsed, cancellationToken) => parsed.UnmatchedTokens is [var word, ..] && !word.StartsWith('-')
            ? throw new FailureException(FailureKind.InvalidRequest, $"There is no command '{word}'; see --help.")
            : ServeAsync(args, cancellationToken));
        var parsed = root.Parse(args is ["help", .. var about] ? [.. about, "--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("See --help.");
            return Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Ending });
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (FailureException fault)
        {
            await Console.Error.WriteLineAsync(fault.Failure.Detail);
            return fault.Failure.Kind == FailureKind.InvalidRequest ? Usage : Failed;
        }
        catch (IOException fault) when (fault.InnerException is not null && fault.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            await Console.Error.WriteLineAsync($"{fault.Message} Give another port, or 0 for any free one.");
            return Failed;
        }
    }

    private static async Task<int> ServeAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var app = StandaloneHost.Build(args);

        // Opened now, so that a data folder in use is told at once and not by the first request.
        _ = app.Services.GetRequiredService<IVectorIndex>();
        await app.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"Page and REST at {string.Join(", ", app.Urls)}, data in {StandaloneHost.DataFolderOf(app.Configuration)}. Ctrl+C ends.");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
