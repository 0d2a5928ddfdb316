using System.Reflection;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Deployment.Tests;

public sealed class BicepTests
{
    [Fact]
    public async Task Bicep_compiles_without_a_warning_and_lets_no_account_key_be_used()
    {
        var bicep = typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Bicep").Value!;
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(bicep), "needs the Bicep compiler for Linux on x64, from its NuGet package");

        // NuGet keeps no execute bits.
        if (OperatingSystem.IsLinux() && !File.GetUnixFileMode(bicep).HasFlag(UnixFileMode.UserExecute))
        {
            File.SetUnixFileMode(bicep, File.GetUnixFileMode(bicep) | UnixFileMode.UserExecute);
        }

        var (code, output, error) = await Tool.RunAsync(bicep, "build", RepositoryFolder.Path("infra", "bicep", "main.bicep"), "--stdout");
        Assert.True(code == 0 && error.Trim().Length == 0, error);
        var template = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            ["cluster", "identity", "storage"],
            template.GetProperty("resources").EnumerateArray().Select(static module => module.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.Contains("\"allowSharedKeyAccess\": false", output, StringComparison.Ordinal);
        Assert.Contains("\"allowBlobPublicAccess\": false", output, StringComparison.Ordinal);
    }
}
