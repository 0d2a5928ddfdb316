using System.CommandLine;

namespace Cluster.Cli.Encoders;

/// <summary><c>cluster encoders</c>.</summary>
internal static class EncoderCommands
{
    public static Command Create(GatewayCommand gateway) => new("encoders", "Check and tune encoders") { VerifyCommand.Create(gateway), TuneCommand.Create(gateway) };
}
