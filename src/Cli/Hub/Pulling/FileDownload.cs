using System.Net;
using Cluster.Cli.Hub.Files;
using Cluster.Cli.Hub.Transport;
using Polly;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>Fetches one file into its part, going on where an earlier attempt ended, and checks it.</summary>
internal sealed class FileDownload(HubTransport transport, ResiliencePipeline retry, PullFolder folder)
{
    private const int ChunkLength = 1 << 17;

    /// <summary>Has the part be whole and right.</summary>
    /// <param name="file">What to fetch.</param>
    /// <param name="address">Where.</param>
    /// <param name="progress">Told how many bytes of it are there.</param>
    /// <param name="cancellationToken">Gives up; what was fetched stays.</param>
    /// <returns>Bytes that came over the network.</returns>
    /// <exception cref="CliException">The content is not the one announced; the part is deleted.</exception>
    public async Task<long> FetchAsync(PlannedFile file, Uri address, Action<long> progress, CancellationToken cancellationToken)
    {
        var kept = folder.LengthOf(file);
        var received = await CompleteAsync(file, address, progress, cancellationToken);
        var fault = await CheckAsync(file, cancellationToken);
        if (fault is not null && kept > 0)
        {
            // What an earlier run left may be to blame; once from the beginning tells.
            received += await CompleteAsync(file, address, progress, cancellationToken);
            fault = await CheckAsync(file, cancellationToken);
        }

        return fault is null
            ? received
            : throw new CliException(ExitCode.Failed, $"'{file.Source.Path}' is not the file that was announced: {fault}. It was thrown away and no model was put in place; pull again, and distrust the hub if it stays so.");
    }

    private async Task<string?> CheckAsync(PlannedFile file, CancellationToken cancellationToken)
    {
        var part = folder.PartOf(file);
        var fault = await FileCheck.FaultOfAsync(part, file, cancellationToken);
        if (fault is not null)
        {
            File.Delete(part);
        }

        return fault;
    }

    /// <summary>Attempts that brought something do not count against the number of attempts.</summary>
    private async Task<long> CompleteAsync(PlannedFile file, Uri address, Action<long> progress, CancellationToken cancellationToken)
    {
        var received = 0L;
        while (true)
        {
            var before = received;
            try
            {
                await retry.ExecuteAsync(
                    async token => await AttemptAsync(file, address, bytes => { received += bytes; progress(folder.LengthOf(file)); }, token), cancellationToken);
                return received;
            }
            catch (Exception fault) when (HubRetry.IsPassing(fault) && received > before)
            {
                // Goes on behind what came.
            }
        }
    }

    private async Task AttemptAsync(PlannedFile file, Uri address, Action<int> received, CancellationToken cancellationToken)
    {
        await using var part = folder.Append(file);
        if (part.Length > file.Source.Size)
        {
            part.SetLength(0);
        }

        if (part.Length == file.Source.Size)
        {
            received(0);
            return;
        }

        using var response = await RequestAsync(part, address, cancellationToken);
        part.Position = part.Length;
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await CopyAsync(body, part, file.Source.Size, received, cancellationToken);
        if (part.Length < file.Source.Size)
        {
            throw new IOException("the connection ended early");
        }
    }

    /// <summary>An answer whose first byte belongs at the end of <paramref name="part"/>, which is emptied when the hub cannot go on from there.</summary>
    private async Task<HttpResponseMessage> RequestAsync(FileStream part, Uri address, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await transport.GetAsync(address, part.Length, cancellationToken);
        }
        catch (HubStatusException answer) when (answer.Status == HttpStatusCode.RequestedRangeNotSatisfiable && part.Length > 0)
        {
            part.SetLength(0);
            return await transport.GetAsync(address, 0, cancellationToken);
        }

        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == part.Length)
        {
            return response;
        }

        var isFromStart = response.StatusCode == HttpStatusCode.OK || response.Content.Headers.ContentRange?.From == 0;
        part.SetLength(0);
        if (isFromStart)
        {
            return response;
        }

        response.Dispose();
        throw new IOException("the hub answered with another range than asked for");
    }

    /// <summary>Never more than announced: a file that goes on beyond its size is cut and fails its check.</summary>
    private static async Task CopyAsync(Stream body, FileStream part, long size, Action<int> received, CancellationToken cancellationToken)
    {
        var buffer = new byte[ChunkLength];
        while (part.Length <= size)
        {
            var read = 0;
            await Patience.LimitAsync(async token => read = await body.ReadAsync(buffer, token), cancellationToken);
            if (read == 0)
            {
                return;
            }

            await WriteAsync(part, buffer.AsMemory(0, read), cancellationToken);
            received(read);
        }
    }

    /// <summary>A full disk is no fault of the network, and trying again does not help.</summary>
    private static async Task WriteAsync(FileStream part, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await part.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException fault)
        {
            throw new CliException(ExitCode.Failed, $"'{part.Name}' cannot be written: {fault.Message} What was fetched stays for the next pull.");
        }
    }
}
