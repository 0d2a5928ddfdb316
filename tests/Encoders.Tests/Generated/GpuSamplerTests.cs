using Cluster.Bench.Common;
using Cluster.TestSupport;

namespace Cluster.Encoders.Tests.Generated;

/// <summary>What the benchmarks know of a GPU, from a driver that is a script.</summary>
public sealed class GpuSamplerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Utilisation_is_the_mean_of_what_was_told_since_it_was_last_asked()
    {
        var go = _folder.Path("go");
        await using var sampler = await StartAsync(
            $"""
            #!/bin/sh
            [ "$*" = "--id=1 --query-gpu=name,driver_version,utilization.gpu --format=csv,noheader,nounits -lms 200" ] || exit 1
            echo "NVIDIA H100 80GB HBM3, 570.86.15, 3"
            echo "NVIDIA H100 80GB HBM3, 570.86.15, 60"
            echo "NVIDIA H100 80GB HBM3, 570.86.15, [N/A]"
            while [ ! -e "{go}" ]; do sleep 0.05; done
            echo "NVIDIA H100 80GB HBM3, 570.86.15, 91"
            echo "NVIDIA H100 80GB HBM3, 570.86.15, 94"
            exec sleep 600
            """,
            "1");
        Assert.NotNull(sampler);
        Assert.Equal(("NVIDIA H100 80GB HBM3", "570.86.15"), (sampler.Device, sampler.Driver));
        Assert.Equal(60, await MeanOfAsync(1, sampler));
        await File.WriteAllTextAsync(go, "", Stop);
        Assert.Equal(92.5, await MeanOfAsync(2, sampler));
        Assert.Null(sampler.Take());
    }

    [Fact]
    public async Task Without_a_driver_or_where_it_refuses_there_is_no_sampler()
    {
        Assert.Null(await GpuSampler.StartAsync(program: _folder.Path("none")));
        Assert.Null(await StartAsync("#!/bin/sh\necho 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.'\nexit 9\n"));
        Assert.Null(await StartAsync("#!/bin/sh\nexit 9\n"));
    }

    [Theory]
    [InlineData("NVIDIA H100 80GB HBM3", 989)]
    [InlineData("NVIDIA H100 PCIe", 756)]
    [InlineData("NVIDIA H100 NVL", 835)]
    [InlineData("NVIDIA H200", 989)]
    [InlineData("NVIDIA A100-SXM4-80GB", 312)]
    [InlineData("NVIDIA A100 80GB PCIe", 312)]
    [InlineData("NVIDIA A10", 125)]
    [InlineData("NVIDIA A10G", 70)]
    [InlineData("NVIDIA L4", 121)]
    [InlineData("NVIDIA L40S", 362)]
    [InlineData("Tesla T4", 65)]
    [InlineData("Tesla V100-SXM2-16GB", 125)]
    [InlineData("Tesla V100-PCIE-16GB", 112)]
    [InlineData("NVIDIA GeForce GT 710", null)]
    [InlineData("", null)]
    public void The_peak_is_found_by_the_drivers_name(string device, int? teraflops) => Assert.Equal(teraflops, MatrixPeak.Of(device));

    [Fact]
    public void A_stated_peak_goes_before_the_table_and_an_unreadable_one_does_not()
    {
        Assert.Equal(1_234.5, MatrixPeak.Of("NVIDIA H100 PCIe", "1234.5"));
        Assert.Equal(756, MatrixPeak.Of("NVIDIA H100 PCIe", "many"));
        Assert.Equal(756, MatrixPeak.Of("NVIDIA H100 PCIe", null));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<GpuSampler?> StartAsync(string script, string device = "0")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell script in the place of nvidia-smi");
        var program = _folder.Path($"nvidia-smi-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(program, script, Stop);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return await GpuSampler.StartAsync(device, program);
    }

    private static async Task<double?> MeanOfAsync(int samples, GpuSampler sampler)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (sampler.Samples < samples && await pace.WaitForNextTickAsync(Stop))
        {
            // The script has yet to tell.
        }

        return sampler.Take();
    }
}
