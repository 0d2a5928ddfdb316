namespace Cluster.ServiceDefaults.Health;

/// <summary>Asks a health route of this machine, for container probes: the images have neither shell nor curl, and hosts may answer on loopback alone.</summary>
public static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>0 when the host on <paramref name="port"/> answers <paramref name="path"/> with success, else 1 with the answer on the error stream.</summary>
    public static async Task<int> AskAsync(int port, string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(path);
            if (answer.IsSuccessStatusCode)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync(await answer.Content.ReadAsStringAsync());
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
        }

        return 1;
    }
}
