using System.Diagnostics;
using System.Globalization;

namespace Cluster.Bench.Common;

/// <summary>Another program that takes its own time: a line with a number of repetitions in, a line with the seconds they took out.</summary>
public sealed class Worker : IDisposable
{
    private readonly Process _process;

    private Worker(Process process) => _process = process;

    /// <summary>Null when the program is not there or does not come up.</summary>
    public static Worker? Start(string program, params string[] arguments)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            if (process.StandardOutput.ReadLine() == "ready")
            {
                return new(process);
            }

            process.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed.
        }

        return null;
    }

    /// <summary>Seconds that each of the worker's tasks took, in its own order.</summary>
    public double[] Run(int repetitions)
    {
        _process.StandardInput.WriteLine(repetitions);
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The other program ended.");
        return [.. line.Split(' ').Select(static s => double.Parse(s, CultureInfo.InvariantCulture))];
    }

    /// <summary>Ends the program.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5_000);
        _process.Dispose();
    }
}
