using System.Globalization;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Limits;

namespace Cluster.Gateway.Jobs;

/// <summary>Turns a request into the job's id and spec, or says what is wrong with its form. Whether corpus and encoder exist is the job's to find out.</summary>
internal static class JobSubmission
{
    private const string Folder = "folder";
    private const int MaxOptions = 50;
    private const int MaxLocationLength = 4_096;

    /// <summary>The spec.</summary>
    /// <exception cref="FailureException">InvalidRequest, with the field that is wrong.</exception>
    public static JobSpec SpecOf(JobRequest request)
    {
        Require(NameRules.IsValid(request.Collection), NameRules.Explain("$.collection", Shorten(request.Collection)));
        Require(!string.IsNullOrWhiteSpace(request.Encoder) && request.Encoder.Length <= MaxLocationLength, "$.encoder is blank or too long: give the name of an encoder; /v1/models lists them.");
        RequireWithin("$.checkpointInterval", request.CheckpointInterval, 1, 100_000);
        RequireWithin("$.maxPartitionsInFlight", request.MaxPartitionsInFlight, 1, 4_096);
        RequireWithin("$.weight", request.Weight, 0.01, 100);
        RequireWithin("$.maxImagesPerSecond", request.MaxImagesPerSecond, 0.01, 1_000_000);
        Require(request.MaxDeletedShare is null or (>= 0 and <= 1), "$.maxDeletedShare must lie between 0 and 1.");
        var spec = new JobSpec(CorpusOf(request.Corpus), new CollectionName(request.Collection), request.Encoder);
        return spec with
        {
            CheckpointInterval = request.CheckpointInterval ?? spec.CheckpointInterval,
            // The rate is divided among partitions: without a number of them one alone can use all of it.
            MaxPartitionsInFlight = request.MaxPartitionsInFlight ?? (request.MaxImagesPerSecond is null ? spec.MaxPartitionsInFlight : 1),
            Weight = request.Weight ?? spec.Weight,
            MaxImagesPerSecond = request.MaxImagesPerSecond,
            MaxDeletedShare = request.MaxDeletedShare ?? spec.MaxDeletedShare,
            Lake = request.Lake,
        };
    }

    /// <summary>The id asked for, or a new one that sorts by time.</summary>
    /// <exception cref="FailureException">InvalidRequest: the id asked for cannot be one.</exception>
    public static JobId IdOf(string? wanted, TimeProvider time)
    {
        if (wanted is { } asked)
        {
            Require(NameRules.IsValid(asked), NameRules.Explain("$.id", Shorten(asked)));
            return new JobId(asked);
        }

        return new JobId(NewId.At(time, chanceBytes: 3));
    }

    private static CorpusSpec CorpusOf(CorpusRequest request)
    {
        var kind = request.Kind ?? Folder;
        Require(NameRules.IsValid(kind), "$.corpus.kind is not one of folder, azure-blob, tar, table.");
        Require(
            !string.IsNullOrWhiteSpace(request.Location) && request.Location.Length <= MaxLocationLength && !request.Location.Contains('\0', StringComparison.Ordinal),
            "$.corpus.location is blank or too long: say where the images are.");
        RequireWithin("$.corpus.partitionSize", request.PartitionSize, 1, 10_000_000);
        Require((request.Options?.Count ?? 0) <= MaxOptions, $"$.corpus.options holds more than {MaxOptions} options.");
        Require(request.Options?.Values.Any(static value => value is null) is not true, "$.corpus.options holds a null.");
        Require(request.Name is null || NameRules.IsValid(request.Name), NameRules.Explain("$.corpus.name", Shorten(request.Name ?? "")));
        var location = kind == Folder ? FolderOf(request.Location) : request.Location;
        var spec = new CorpusSpec(request.Name is null ? CorpusNaming.NameFor(location) : new CorpusId(request.Name), kind, location);
        return spec with
        {
            PartitionSize = request.PartitionSize ?? spec.PartitionSize,
            Options = request.Options is null ? spec.Options : new Dictionary<string, string>(request.Options),
        };
    }

    /// <summary>One spelling a folder, so that its default name and the comparison with earlier jobs do not hang on a trailing slash.</summary>
    private static string FolderOf(string location)
    {
        Require(Path.IsPathFullyQualified(location), "$.corpus.location is a relative path: give the absolute path of the folder on the machine that runs the cluster.");
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(location));
    }

    private static string Shorten(string? text) => Failures.Problems.Shorten(text ?? "");

    private static void RequireWithin(string path, double? value, double least, double most) => Require(
        value is null || (value >= least && value <= most),
        string.Create(CultureInfo.InvariantCulture, $"{path} is {value}; it must lie between {least} and {most}."));

    private static void Require(bool holds, string refusal)
    {
        if (!holds)
        {
            throw new FailureException(FailureKind.InvalidRequest, refusal);
        }
    }
}
