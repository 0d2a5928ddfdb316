using System.Diagnostics;
using Cluster.TestSupport;

namespace Cluster.Gateway.Tests;

/// <summary>Runs JavaScript with the packages that tests/node/install.sh brings; skips the test where they are missing.</summary>
internal static class Node
{
    private static string Folder => RepositoryFolder.Path(".cache", "node");

    /// <summary>Runs a program of the folder with arguments; its output. It must end with 0.</summary>
    public static async Task<string> RunAsync(string[] arguments, string workingFolder, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Folder, "installed")), "needs npm packages (run tests/node/install.sh), which are not on this machine");
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = workingFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, $"{await output}\n{await error}");
        return await output;
    }

    /// <summary>Makes the packages visible to programs in <paramref name="folder"/>.</summary>
    public static void Link(string folder)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Folder, "installed")), "needs npm packages (run tests/node/install.sh), which are not on this machine");
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(Folder, "node_modules"));
    }

    /// <summary>A file of a package.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Folder, "node_modules", .. parts]);
}
