using System.CommandLine;
using Cluster.Cli.Collections;
using Cluster.Cli.Comparisons;
using Cluster.Cli.Encoders;
using Cluster.Cli.Jobs;
using Cluster.Cli.Operations;
using Cluster.Cli.Points;
using Cluster.Cli.Planning;
using Cluster.Cli.Reembedding;
using Cluster.Cli.Retrieval;
using Cluster.Cli.Terminals;

namespace Cluster.Cli;

/// <summary>The command <c>cluster</c>.</summary>
public static class ClusterCommand
{
    /// <summary>Runs a command line; one of <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var parsed = Create(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Note($"error: {error.Message}");
            }

            terminal.Note($"See: {PathOf(parsed)} --help");
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = terminal.Out.Profile.Out.Writer,
            Error = terminal.Error.Profile.Out.Writer,
            EnableDefaultExceptionHandler = false,
        };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    /// <summary>All commands, verbs and options.</summary>
    internal static RootCommand Create(Terminal terminal)
    {
        var gateway = new GatewayCommand(terminal);
        return new RootCommand("Embeds corpora of images into vector collections and searches them, through the gateway of a cluster.")
        {
            gateway.Gateway,
            gateway.Json,
            JobCommands.Create(gateway),
            QuarantineCommands.Create(gateway),
            PointCommands.Create(gateway),
            OperationCommands.Corpora(gateway),
            OperationCommands.Index(gateway),
            OperationListCommands.Create(gateway),
            SearchCommand.Create(gateway),
            CollectionCommands.Create(gateway),
            ModelCommands.Create(gateway),
            PlanCommand.Create(gateway),
            EncoderCommands.Create(gateway),
            ReembedCommand.Create(gateway),
            CompareCommand.Create(gateway),
        };
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, result.Command is RootCommand ? "cluster" : result.Command.Name);
        }

        return string.Join(' ', names);
    }
}
