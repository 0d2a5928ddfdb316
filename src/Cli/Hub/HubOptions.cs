using Cluster.Cli.Terminals;

namespace Cluster.Cli.Hub;

/// <summary>Which hub, and as whom. The token is kept out of every text.</summary>
internal sealed class HubOptions
{
    private const string EndpointVariable = "HF_ENDPOINT";
    private const string TokenVariable = "HF_TOKEN";

    private HubOptions(Uri endpoint, string? token) => (Endpoint, Token) = (endpoint, token);

    /// <summary>The hub's address, with a slash at its end.</summary>
    public Uri Endpoint { get; }

    /// <summary>The bearer token; null without one. For the endpoint's own scheme, host and port only.</summary>
    public string? Token { get; }

    /// <exception cref="CliException">The endpoint is missing or no address, or the token cannot be sent safely.</exception>
    public static HubOptions Read(Terminal terminal)
    {
        var text = terminal.Variable(EndpointVariable) ?? throw new CliException(
            ExitCode.Usage, $"No hub is named. Set {EndpointVariable} to the address of a Hugging Face-compatible hub or of your mirror of one (and {TokenVariable} for models that need it).");
        if (!Uri.TryCreate(text.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var endpoint)
            || endpoint.Scheme is not ("http" or "https") || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            throw new CliException(ExitCode.Usage, $"{EndpointVariable} is not the address of a hub: give one that begins with https:// (or http://) and has no query.");
        }

        if (endpoint.UserInfo.Length > 0)
        {
            throw new CliException(ExitCode.Usage, $"{EndpointVariable} holds a user or password; give the address alone and a token in {TokenVariable}.");
        }

        return new HubOptions(endpoint, TokenOf(terminal, endpoint));
    }

    /// <summary>Without the token.</summary>
    public override string ToString() => Endpoint.AbsoluteUri;

    private static string? TokenOf(Terminal terminal, Uri endpoint)
    {
        var token = terminal.Variable(TokenVariable)?.Trim();
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        if (token.Any(static c => c is <= ' ' or > '~'))
        {
            throw new CliException(ExitCode.Usage, $"{TokenVariable} holds characters that no token has; set it anew.");
        }

        return endpoint.Scheme == "https" || endpoint.IsLoopback
            ? token
            : throw new CliException(ExitCode.Usage, $"{TokenVariable} would travel readable over http. Use an https address in {EndpointVariable}, or unset {TokenVariable}.");
    }
}
