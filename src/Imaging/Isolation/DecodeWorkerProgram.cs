using System.Diagnostics;
using Cluster.Imaging.Decoding.Vips;

namespace Cluster.Imaging.Isolation;

/// <summary>The other side of isolated decoding: a host's program that, called with one more word, does nothing but decode.</summary>
public static class DecodeWorkerProgram
{
    /// <summary>The word.</summary>
    public const string Verb = "decode-worker";

    private static readonly TimeSpan ParentCheck = TimeSpan.FromSeconds(1);

    /// <summary>Whether this program answers to the word, so that it may be started with it.</summary>
    public static bool IsOffered { get; private set; }

    /// <summary>
    /// Decodes what comes on standard input until it ends, when the command line says so. To be called first thing in a program; when it returns
    /// false the program goes on as usual.
    /// </summary>
    public static bool TryRun(string[] args)
    {
        IsOffered = true;
        if (args is not [Verb, var parent])
        {
            return false;
        }

        var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());

        // Whatever writes to the console must not end up between the frames.
        Console.SetOut(TextWriter.Null);
        EndWith(int.Parse(parent, System.Globalization.CultureInfo.InvariantCulture));
        VipsLibrary.Ensure();
        using DecodeWorkerLoop loop = new(input, output);
        loop.Run();
        return true;
    }

    /// <summary>How to start this program as a worker.</summary>
    internal static ProcessStartInfo Command()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The program's own path is not known.");
        ProcessStartInfo start = new(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add($"{Environment.ProcessId}");
        return start;
    }

    // A decoder that loops would not see that its input has ended.
    private static void EndWith(int parent) => new Thread(() =>
    {
        using var never = new ManualResetEventSlim();
        while (!never.Wait(ParentCheck))
        {
            try
            {
                using var process = Process.GetProcessById(parent);
            }
            catch (ArgumentException)
            {
                Process.GetCurrentProcess().Kill();
            }
        }
    })
    {
        IsBackground = true,
    }.Start();
}
