using System.Diagnostics;

namespace Cluster.Imaging.Tests.Pillow;

/// <summary>Runs a script of this folder in the Python that has Debian's Pillow.</summary>
internal static class PillowProcess
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The lines that the script printed; null where there is no Pillow.</summary>
    public static async Task<string[]?> RunAsync(string script, string[] arguments, IEnumerable<string> input)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        var cancellationToken = TestContext.Current.CancellationToken;
        var path = Path.Combine(AppContext.BaseDirectory, "Pillow", script);
        using var process = Process.Start(new ProcessStartInfo(Python, ["-B", path, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(15));
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        try
        {
            foreach (var line in input)
            {
                await process.StandardInput.WriteLineAsync(line);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read; its errors say why.
        }

        await process.WaitForExitAsync(limit.Token);
        if ((await errors).Contains("No module named 'PIL'", StringComparison.Ordinal))
        {
            return null;
        }

        Assert.Equal(("", 0), (await errors, process.ExitCode));
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
