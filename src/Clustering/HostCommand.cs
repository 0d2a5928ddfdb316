using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cluster.Clustering;

/// <summary>Runs a host, and tells a wrong setting in words rather than by a stack trace.</summary>
public static class HostCommand
{
    private const int WrongSettings = 2;

    /// <summary>0 when it ended as asked, 2 when a setting is wrong.</summary>
    public static async Task<int> RunAsync(Func<Task<IHost>> build)
    {
        try
        {
            using var app = await build();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException fault)
        {
            foreach (var failure in fault.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }
        }
        catch (InvalidOperationException fault) when (fault.Message.StartsWith("ConnectionStrings:", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync(fault.Message);
        }

        return WrongSettings;
    }
}
