using System.CommandLine;
using Cluster.Client.Jobs;

namespace Cluster.Cli.Jobs;

/// <summary><c>cluster jobs submit</c>.</summary>
internal static class SubmitCommand
{
    private const string Folder = "folder";

    public static Command Create(GatewayCommand gateway)
    {
        var corpus = new Option<string>("--corpus") { Description = "Folder of images (or, with --kind, container or table)", Required = true, HelpName = "FOLDER" };
        var kind = new Option<string>("--kind") { Description = "Where the images lie: folder, azure-blob, tar, table", DefaultValueFactory = static _ => Folder };
        var corpusName = new Option<string?>("--corpus-name") { Description = "Name of the corpus. Default: made from its location", HelpName = "NAME" };
        var collection = new Option<string>("--collection") { Description = "Collection that takes the embeddings; made when it is not there", Required = true, HelpName = "NAME" };
        var encoder = new Option<string>("--encoder") { Description = "Encoder: its name, name@version, or a model folder", Required = true, HelpName = "MODEL" };
        var id = new Option<string?>("--id") { Description = "Id of the job; the same job under it again is the same job" };
        var partition = new Option<int?>("--partition-size") { Description = "Images a partition" };
        var checkpoint = new Option<int?>("--checkpoint-interval") { Description = "Images between two checkpoints of a partition" };
        var inFlight = new Option<int?>("--max-concurrency", "--partitions-in-flight") { Description = "Partitions worked on at the same time at most. Default: the job's share of the cluster", HelpName = "NUMBER" };
        var weight = new Option<double?>("--weight") { Description = "Claim against other jobs, 0.01 to 100: twice the weight gets twice the partitions at work. Default: 1", HelpName = "WEIGHT" };
        var rate = new Option<double?>("--rate") { Description = "Images read a second at most, over all partitions. Default: no limit", HelpName = "IMAGES" };
        var option = new Option<string[]>("--option") { Description = "Option of the corpus source; may be repeated", HelpName = "KEY=VALUE" };
        var share = new Option<double?>("--max-deleted") { Description = "Largest share of the corpus's points deleted unasked at the end, 0 to 1. Default: 0.1", HelpName = "SHARE" };
        var lake = new Option<bool?>("--lake") { Description = "Whether the embeddings also go into the lake. Default: where artifacts lie in a blob container" };
        var wait = new Option<bool>("--wait") { Description = "Watch the job until it is over" };
        var command = new Command("submit", "Embed the images of a corpus into a collection")
        {
            corpus, kind, corpusName, collection, encoder, id, partition, checkpoint, inFlight, weight, rate, share, lake, option, wait,
        };
        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var job = await client.SubmitJobAsync(
                new JobSubmission
                {
                    Corpus = new CorpusSubmission
                    {
                        Location = LocationOf(parsed.GetRequiredValue(corpus), parsed.GetRequiredValue(kind)),
                        Kind = parsed.GetValue(kind),
                        Name = parsed.GetValue(corpusName),
                        PartitionSize = parsed.GetValue(partition),
                        Options = OptionsOf(parsed.GetValue(option)),
                    },
                    Collection = parsed.GetRequiredValue(collection),
                    Encoder = EncoderOf(parsed.GetRequiredValue(encoder)),
                    CheckpointInterval = parsed.GetValue(checkpoint),
                    MaxPartitionsInFlight = parsed.GetValue(inFlight),
                    Weight = parsed.GetValue(weight),
                    MaxImagesPerSecond = parsed.GetValue(rate),
                    MaxDeletedShare = parsed.GetValue(share),
                    Lake = parsed.GetValue(lake),
                    Id = parsed.GetValue(id),
                },
                cancellationToken);
            if (parsed.GetValue(wait))
            {
                return await JobWaiting.WaitAsync(gateway, parsed, client, job, cancellationToken);
            }

            JobReport.Write(gateway.Terminal, job, parsed.GetValue(gateway.Json));
            gateway.Terminal.Note($"Watch it with: cluster jobs wait {job.Id}");
            return ExitCode.Ok;
        });
    }

    /// <summary>The gateway does not know the folder that this command runs in.</summary>
    private static string LocationOf(string corpus, string kind) => kind == Folder ? Path.GetFullPath(corpus) : corpus;

    /// <summary>A name stays a name; what is written as a path is made absolute.</summary>
    private static string EncoderOf(string encoder) =>
        encoder.StartsWith('.') || encoder.Contains('/', StringComparison.Ordinal) || encoder.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Path.GetFullPath(encoder)
            : encoder;

    private static Dictionary<string, string>? OptionsOf(string[]? pairs)
    {
        if (pairs is null or [])
        {
            return null;
        }

        var options = new Dictionary<string, string>();
        foreach (var pair in pairs)
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            options[split > 0 ? pair[..split] : throw new CliException(ExitCode.Usage, $"--option '{pair}' is not of the form KEY=VALUE.")] = pair[(split + 1)..];
        }

        return options;
    }
}
