using System.Globalization;
using System.Text;
using Cluster.Artifacts;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Collections.Changes;

/// <summary>
/// Which points of a collection were changed, on disk: small segments <c>changes/{alias}/{number:D20}.txt</c> of one point id a line. A segment
/// is there before the change it announces is written, and goes when every generation has taken the change over.
/// </summary>
/// <remarks>The log says which points, not what became of them: whoever reads it brings the other generations in line with the live one.</remarks>
public sealed class ChangeLog(IArtifactStore artifacts)
{
    private const string Suffix = ".txt";

    /// <summary>The segments there are, oldest first, with the number of points in each.</summary>
    public Task<IReadOnlyList<(long Number, int Points)>> ListAsync(CollectionName alias, CancellationToken cancellationToken)
    {
        return Task.Run<IReadOnlyList<(long, int)>>(ListAsync, cancellationToken);

        async Task<IReadOnlyList<(long, int)>> ListAsync()
        {
            List<(long, int)> segments = [];
            await foreach (var entry in artifacts.ListAsync(Prefix(alias), cancellationToken))
            {
                var file = entry.Name.Value.AsSpan(Prefix(alias).Length);
                if (file.EndsWith(Suffix, StringComparison.Ordinal)
                    && long.TryParse(file[..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    // A line is a UUID and its end.
                    segments.Add((number, (int)(entry.Length / 37)));
                }
            }

            return segments;
        }
    }

    /// <summary>Writes a segment; it is durable when this completes.</summary>
    public Task AppendAsync(CollectionName alias, long number, IReadOnlyList<PointId> ids, CancellationToken cancellationToken) => Task.Run(
        () => artifacts.WriteAsync(
            Name(alias, number),
            async (stream, token) =>
            {
                var text = new StringBuilder(ids.Count * 37);
                foreach (var id in ids)
                {
                    text.Append(id.ToString()).Append('\n');
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(text.ToString()), token);
            },
            cancellationToken),
        cancellationToken);

    /// <summary>The points of a segment; none when it is gone.</summary>
    public Task<IReadOnlyList<PointId>> ReadAsync(CollectionName alias, long number, CancellationToken cancellationToken)
    {
        return Task.Run<IReadOnlyList<PointId>>(ReadAsync, cancellationToken);

        async Task<IReadOnlyList<PointId>> ReadAsync()
        {
            var stream = await artifacts.OpenReadAsync(Name(alias, number), cancellationToken);
            if (stream is null)
            {
                return [];
            }

            List<PointId> ids = [];
            using var lines = new StreamReader(stream);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                ids.Add(PointId.TryParse(line, out var id) ? id : throw new InvalidDataException($"The change log of '{alias}' is damaged: '{line}' is no point id."));
            }

            return ids;
        }
    }

    /// <summary>Removes segments.</summary>
    public Task ForgetAsync(CollectionName alias, IReadOnlyList<long> numbers, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            foreach (var number in numbers)
            {
                await artifacts.DeleteAsync(Name(alias, number), cancellationToken);
            }
        },
        cancellationToken);

    private static string Prefix(CollectionName alias) => $"changes/{alias}/";

    private static ArtifactName Name(CollectionName alias, long number) =>
        ArtifactName.Of(Prefix(alias) + number.ToString("D20", CultureInfo.InvariantCulture) + Suffix);
}
