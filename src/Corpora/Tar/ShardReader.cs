using System.Formats.Tar;
using System.Runtime.CompilerServices;
using Azure;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Tar;

/// <summary>Reads the samples of one shard in order, from any sample's offset on, skipping over the bytes of the pictures.</summary>
internal sealed class ShardReader(KeyFilter images)
{
    private const int Block = 512;
    private const int MaxTextBytes = 1 << 20;

    // More than that with one stem is no sample but an archive of something else; it is given out in pieces.
    private const int MaxImages = 1_024;

    /// <summary>
    /// The samples from the offset of one on. A shard that is damaged or ends too soon ends in a sample without a stem, at the offset where
    /// nothing more can be read.
    /// </summary>
    public async IAsyncEnumerable<TarSample> ReadAsync(Stream shard, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        shard.Seek(from, SeekOrigin.Begin);
        var reader = new TarReader(shard, leaveOpen: true);
        TarSample? sample = null;
        var header = from;
        await using (reader)
        {
            while (true)
            {
                var (entry, isDamaged) = await NextAsync(reader, shard.Length, cancellationToken);
                if (entry is null)
                {
                    if (sample is not null)
                    {
                        yield return sample;
                    }

                    // A whole archive ends in blocks of zeros, not at the end of the file.
                    if (isDamaged || header >= shard.Length)
                    {
                        yield return new TarSample("", header);
                    }

                    yield break;
                }

                if (IsFile(entry))
                {
                    var (stem, extension) = TarSample.Split(entry.Name);
                    if (sample is not null && (sample.Stem != stem || sample.Images.Count == MaxImages))
                    {
                        yield return sample;
                        sample = null;
                    }

                    sample ??= new TarSample(stem, header);
                    await TakeAsync(sample, entry, extension, cancellationToken);
                }

                // The next header stands behind the bytes of this member, padded to whole blocks.
                header = entry.DataOffset + (entry.Length + Block - 1) / Block * Block;
            }
        }
    }

    private async ValueTask TakeAsync(TarSample sample, TarEntry entry, string extension, CancellationToken cancellationToken)
    {
        if (images.Wants(entry.Name))
        {
            sample.Images.Add((entry.Name, entry.DataOffset, entry.Length));
        }
        else if (extension is "json" or "txt" or "cls" && entry.Length <= MaxTextBytes && entry.DataStream is { } data)
        {
            var bytes = new byte[entry.Length];
            await data.ReadExactlyAsync(bytes, cancellationToken);
            sample.Describe(extension, bytes);
        }
    }

    private static async ValueTask<(TarEntry? Entry, bool IsDamaged)> NextAsync(TarReader reader, long length, CancellationToken cancellationToken)
    {
        try
        {
            var entry = await reader.GetNextEntryAsync(copyData: false, cancellationToken);
            return entry is not null && entry.DataOffset + entry.Length > length ? (null, true) : (entry, false);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            return (null, true);
        }
        catch (Exception e) when (e is IOException or RequestFailedException or HttpRequestException or AggregateException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Also when the shard was replaced meanwhile: the next attempt reads the new one.
            throw new FailureException(FailureKind.Unavailable, "The shard cannot be read on now; try again.", e);
        }
    }

    private static bool IsFile(TarEntry entry) => entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
}
