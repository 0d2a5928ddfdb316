using System.CommandLine;
using Cluster.Cli.Terminals;
using Cluster.Client;
using Cluster.Client.Failures;

namespace Cluster.Cli;

/// <summary>What all commands that talk to the gateway share: where it is, how answers are shown, and what becomes of faults.</summary>
public sealed class GatewayCommand(Terminal terminal)
{
    private const string Variable = "CLUSTER_GATEWAY";
    private const string DefaultAddress = "http://127.0.0.1:8080";

    /// <summary><c>--gateway</c>.</summary>
    public Option<string?> Gateway { get; } = new("--gateway")
    {
        Description = $"Address of the gateway. Default: ${Variable}, else {DefaultAddress}", HelpName = "URL", Recursive = true,
    };

    /// <summary><c>--json</c>.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON, for scripts", Recursive = true };

    /// <summary>The terminal.</summary>
    public Terminal Terminal { get; } = terminal;

    /// <summary>Has <paramref name="command"/> do <paramref name="act"/> with a client, and turns what it throws into messages and exit codes.</summary>
    public Command Does(Command command, Func<ParseResult, ClusterClient, CancellationToken, Task<int>> act)
    {
        command.SetAction((parsed, cancellationToken) => GuardAsync(parsed, async () =>
        {
            using var http = new HttpClient { BaseAddress = AddressOf(parsed) };
            return await act(parsed, new ClusterClient(http), cancellationToken);
        }, cancellationToken));
        return command;
    }

    /// <summary>Has <paramref name="command"/> do <paramref name="act"/> without the gateway, with the same care for faults.</summary>
    public Command DoesAlone(Command command, Func<ParseResult, CancellationToken, Task<int>> act)
    {
        command.SetAction((parsed, cancellationToken) => GuardAsync(parsed, () => act(parsed, cancellationToken), cancellationToken));
        return command;
    }

    private async Task<int> GuardAsync(ParseResult parsed, Func<Task<int>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act();
        }
        catch (CliException fault)
        {
            return Fail(parsed, fault.ExitCode, null, fault.Message);
        }
        catch (ClusterApiException refusal)
        {
            return Fail(parsed, ExitCode.Failed, refusal.Type, refusal.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Fail(parsed, ExitCode.Interrupted, null, "Interrupted.");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return Fail(
                parsed,
                ExitCode.Unreachable,
                null,
                $"The gateway at {AddressOf(parsed)} does not answer. Start a cluster (dotnet run --project src/Standalone), or say where one is with --gateway or {Variable}.");
        }
    }

    private Uri AddressOf(ParseResult parsed)
    {
        var address = parsed.GetValue(Gateway) ?? Terminal.Variable(Variable) ?? DefaultAddress;
        return Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new CliException(ExitCode.Usage, $"'{address}' is not the address of a gateway: give one like {DefaultAddress}.");
    }

    private int Fail(ParseResult parsed, int exitCode, string? type, string message)
    {
        if (parsed.GetValue(Json))
        {
            Terminal.NoteJson(new { error = message, type, exitCode });
        }
        else
        {
            Terminal.Note($"error: {message}");
        }

        return exitCode;
    }
}
