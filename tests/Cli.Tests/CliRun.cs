namespace Cluster.Cli.Tests;

/// <summary>What a run of <c>cluster</c> left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">Standard output: the answer.</param>
/// <param name="Error">Standard error: notes and faults.</param>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>The lines of the answer.</summary>
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Holds when it did as asked.</summary>
    public CliRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}\n{Out}");
        AssertPlain(Out);
        AssertPlain(Error);
        return this;
    }

    /// <summary>Holds when it refused with one line that a person can act upon, and nothing else. Gives the line.</summary>
    public string Refused(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}\n{Error}\n{Out}");
        Assert.Empty(Out);
        var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        AssertPlain(line);
        return line;
    }

    private static void AssertPlain(string text) => Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
}
