using System.Text.RegularExpressions;

namespace Cluster.Cli.Hub;

/// <summary>A model on a hub: <c>owner/name</c>, or <c>name</c> alone for the oldest ones.</summary>
internal sealed partial record HubModelId
{
    private HubModelId(string value) => Value = value;

    /// <summary>As written on the hub.</summary>
    public string Value { get; }

    /// <summary>The part after the owner.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <exception cref="CliException">Not of that form.</exception>
    public static HubModelId Parse(string text) => Form().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal)
        ? new HubModelId(text)
        : throw new CliException(ExitCode.Usage, $"'{text}' is not the id of a model on a hub: give OWNER/NAME, as the hub's page shows it.");

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex(@"\A(?:[A-Za-z0-9][A-Za-z0-9._-]{0,95}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,95}\z")]
    private static partial Regex Form();
}
