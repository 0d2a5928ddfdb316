using System.Diagnostics;
using Cluster.Domain.Outcomes;
using Cluster.Imaging;
using Cluster.Imaging.Isolation;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.SourceJobs.Tests;

/// <summary>Decoding in processes of its own: the same answers, and nothing that a picture does to its process reaches the host.</summary>
public sealed class IsolatedDecodingTests
{
    private static readonly PreprocessingSpec Spec = new()
    {
        Width = 224, Height = 200, ResizeTo = (230, 231), Mean = new(0.48, 0.45, 0.4), Std = new(0.26, 0.26, 0.27), Flow = PreprocessingFlow.RgbFirst,
    };

    [Fact]
    public void Answers_are_those_of_decoding_in_the_host_bit_for_bit()
    {
        var files = Directory.EnumerateFiles(SharedData.Path("goldens", "images"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(SharedData.Path("badimages", "pngsuite"), "*.png", SearchOption.AllDirectories)).ToList();
        ImagePreprocessor host = new(Options.Create(new ImagingOptions()));
        using var isolated = Isolated(Worker);
        byte[] expected = new byte[host.TileBytes(Spec)], tile = new byte[host.TileBytes(Spec)];
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            var inHost = host.Preprocess(bytes, Spec, expected, TestContext.Current.CancellationToken);
            Assert.Equal((file, inHost), (file, isolated.Preprocess(bytes, Spec, tile, TestContext.Current.CancellationToken)));
            Assert.True(inHost.Failure is not null || tile.AsSpan().SequenceEqual(expected), file);
        }
    }

    [Fact]
    public void Order_travels_whole()
    {
        DecodeOrder order = new(
            Spec with { Resize = ResizeMode.Longest, FillColor = 7, AutoOrient = true, Decode = DecodeMode.Fast, Interpolation = Interpolation.Bilinear },
            new ImagingOptions { MaxPixels = 5, MaxDecodeTime = TimeSpan.FromSeconds(3) });
        Assert.Equal(order, DecodeFrames.Read(DecodeFrames.Write(order)));
    }

    [Theory]
    [InlineData("printf K; exec head -c 20", FailureKind.NotAnImage)]
    [InlineData("printf K; exec sleep 60", FailureKind.TimedOut)]
    // A process that grows may be refused memory, and end, before it is seen to have grown.
    [InlineData("printf K; exec 3>&1; exec dd if=/dev/zero of=/dev/null bs=300M", FailureKind.TooManyPixels, FailureKind.NotAnImage)]
    public void Process_that_ends_hangs_or_grows_costs_its_picture_only(string script, params FailureKind[] expected)
    {
        using var isolated = Isolated(() => new ProcessStartInfo("/bin/sh", ["-c", "exec 2>/dev/null; " + script]) { RedirectStandardInput = true, RedirectStandardOutput = true }, memory: 64L << 20);
        var tile = new byte[isolated.TileBytes(Spec)];
        Assert.Contains(isolated.Preprocess(new byte[100], Spec, tile, TestContext.Current.CancellationToken).Failure!.Kind, expected);
    }

    [Fact]
    public void Process_that_died_between_pictures_is_replaced_without_a_trace()
    {
        List<int> started = [];
        using var isolated = Isolated(Worker);
        var picture = TinyPng.OfColour(300, 300, 1, 2, 3);
        var tile = new byte[isolated.TileBytes(Spec)];
        Assert.Null(isolated.Preprocess(picture, Spec, tile, TestContext.Current.CancellationToken).Failure);
        foreach (var process in Process.GetProcessesByName("dotnet").Where(p => IsWorkerOf(p.Id)))
        {
            started.Add(process.Id);
            process.Kill();
            process.WaitForExit();
        }

        Assert.NotEmpty(started);
        Assert.Null(isolated.Preprocess(picture, Spec, tile, TestContext.Current.CancellationToken).Failure);
    }

    [Fact]
    public void Cancelled_picture_throws_and_the_next_one_is_decoded()
    {
        using var isolated = Isolated(() => new ProcessStartInfo("/bin/sh", ["-c", "printf K; exec sleep 60"]) { RedirectStandardInput = true, RedirectStandardOutput = true }, TimeSpan.FromMinutes(5));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(() => isolated.Preprocess(new byte[100], Spec, new byte[isolated.TileBytes(Spec)], soon.Token));
    }

    [Fact]
    public void Program_that_does_not_start_is_unavailable_and_blames_no_picture()
    {
        using var isolated = Isolated(() => new ProcessStartInfo("/bin/false") { RedirectStandardInput = true, RedirectStandardOutput = true });
        var fault = Assert.Throws<FailureException>(() => isolated.Preprocess(new byte[100], Spec, new byte[isolated.TileBytes(Spec)], TestContext.Current.CancellationToken));
        Assert.Equal(FailureKind.Unavailable, fault.Failure.Kind);
    }

    private static IsolatedPreprocessor Isolated(Func<ProcessStartInfo> command, TimeSpan? limit = null, long memory = 640L << 20) => new(
        Options.Create(new ImagingOptions { MaxDecodeTime = limit ?? TimeSpan.FromSeconds(20) }),
        Options.Create(new DecodeIsolationOptions { Workers = 2, MaxWorkerMemory = memory }), TimeProvider.System, command);

    private static ProcessStartInfo Worker() =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cluster.ProbedStandalone.dll"), DecodeWorkerProgram.Verb, $"{Environment.ProcessId}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };

    private static bool IsWorkerOf(int process)
    {
        try
        {
            var arguments = File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
            return arguments.Contains(DecodeWorkerProgram.Verb) && arguments.Contains($"{Environment.ProcessId}");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
