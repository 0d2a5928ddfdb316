using System.Reflection;
using Cluster.Contracts.Classification;
using Cluster.Contracts.Access;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Collections.Changes;
using Cluster.Contracts.Comparisons;
using Cluster.Contracts.Encoders;
using Cluster.Contracts.Encoders.Tuning;
using Cluster.Contracts.Encoders.Verification;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Operations;
using Cluster.Contracts.Partitions;
using Cluster.Contracts.Planning;
using Cluster.Contracts.Scheduling;
using Cluster.Contracts.Shoppers;
using Cluster.Contracts.Tags;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Classification;
using Cluster.Domain.Access;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Domain.Payloads;
using Cluster.Domain.Reembedding;
using Cluster.Domain.Retrieval;
using Cluster.Domain.Shoppers;
using Cluster.Grains.Access;
using Cluster.Grains.Collections;
using Cluster.Grains.Jobs;
using Cluster.Grains.Operations;
using Cluster.Grains.Partitions;
using Cluster.Grains.Shoppers;
using Cluster.Grains.Tags;
using Cluster.Grains.Reembedding;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization;

namespace Cluster.Contracts.Tests;

public sealed class RoundTripTests
{
    private static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PointId Point = PointId.For(new CorpusId("c"), new BlobKey("k"));
    private static readonly CorpusSpec Corpus = new(new CorpusId("c"), "folder", "/photos", 7);
    private static readonly CorpusPartition Part = new(3, "a", "z", 26);
    private static readonly LiveCollection Live = new(new("alias"), new("concrete"), new("e@1"), new("space"), 512, 2);
    private static readonly Failure Fault = new(FailureKind.Overloaded, "busy");
    private static readonly OutcomeCounts Counts = new(1, 2, 3);
    private static readonly OperationSpec Asked = new(OperationKind.Load, new("n")) { Corpus = new CorpusId("c"), Threshold = 0.9, Lake = new CollectionName("l"), By = "who" };
    private static readonly CorpusRemoval Removed = new(new("c"), "o", 3, 4, true);
    private static readonly OperationEntry Listed = new(3, "o", OperationKind.Load, new("n"), OperationState.Failed);
    private static readonly JobSpec Spec = new(Corpus, new("alias"), "e") { CheckpointInterval = 9, MaxPartitionsInFlight = 4, Generation = 3, Weight = 2, MaxImagesPerSecond = 7, MaxDeletedShare = 0.5, Lake = true, Retry = new(new("j"), FailureKind.TimedOut, 2) };
    private static readonly GateThresholds Gates = new()
    {
        MaxUnreadable = 1, MinSelfRetrieval = 0.2, MinIndexRecall = 0.3, MinNeighbourOverlap = 0.4, MaxQualityLoss = 0.5, MaxLatencyRatio = 6, LatencyFloor = 7, Sample = 80,
    };
    private static readonly Checkpoint Mark = new(6, "f", Counts);

    private static readonly ApiKey Key = new()
    {
        Id = "i", Name = "n", Hash = "h", Scope = AccessScope.Write, Collections = ["c"], CreatedAt = Noon, ExpiresAt = Noon, PreviousHash = "p", PreviousUntil = Noon, RequestsPerSecond = 3, Concurrency = 4,
    };

    private static readonly ShopperEvent Event = new(Point, ShopperEventKind.Cart, Noon, "e");
    private static readonly InterestMode Mode = new(new float[] { 1, 0 }, 0.5f, Noon);
    private static readonly ShopperProfile Profile = new() { Space = new("s"), Interests = [Mode], Aversions = [Mode], Events = [Event], Done = [Point] };
    private static readonly TagProgress Tagging = new(new("s"), Point, 1, 2, 3);
    private static readonly TagJobSpec Tags = new(new("n"), "f")
    {
        Labels = LabelSet.Of("a"), Head = new ClassifierHead { Space = new("s"), Dimension = 1, Labels = ["l"], Weights = new float[] { 1 }, Offsets = new float[] { 3 } }, MinProbability = 0.5, Top = 3, Filter = new Filter.Exists("f"), Request = "r", Categories = [new ModerationCategory("c", ["p"], ["n"], 0.7)],
    };

    private static readonly VerificationResult Verified = new()
    {
        Variant = "int8 on cpu", Reference = "fp32 on cpu", Sample = "s", Images = 3, MeanCosine = 0.9, WorstCosine = 0.8, Overlap = 0.7, TextMeanCosine = 0.6, TextWorstCosine = 0.5,
        ZeroShotAgreement = 0.4, Shortfalls = ["f"], CheckedAt = Noon,
    };

    private static readonly TuningResult Tuned = new()
    {
        Precision = "int8", Processor = "p", Threads = 3, OnnxRuntime = "1", IsHere = true, Settings = [new("Passes", "2", "1")], DefaultImagesPerSecond = 1.5, TunedImagesPerSecond = 2.5, Ratio = 1.6,
        DefaultSingleSeconds = 0.1, TunedSingleSeconds = 0.2, WorstCosine = 0.9, Spread = 0.3, Trials = [new("Passes", "2", "1", 2.5, 1.6, "kept", "d")], TunedAt = Noon,
    };

    /// <summary>An example of every type that travels or is stored, every field away from its default.</summary>
    private static readonly object[] Examples =
    [
        new CorpusId("c"), new BlobKey("k"), new CollectionName("n"), new EncoderId("e"), new EmbeddingSpaceId("s"), new JobId("j"), Point,
        new PartitionId(new JobId("j"), 4), Fault, Counts, new QuarantineRow(new("k"), "p", FailureKind.Truncated, "d", "t", Noon, 2), Corpus, Part, Live, Spec, Mark, new JobRetry(new("j"), FailureKind.TimedOut, 2) { Key = "k" },
        new FencingToken(5), new Lease(new FencingToken(5), "silo", Noon),
        new PayloadValue.Text("t"), new PayloadValue.Integer(1), new PayloadValue.Number(0.5), new PayloadValue.Truth(true), new PayloadValue.Geo(1, 2), new PayloadValue.Null(),
        new Filter.Range("f", 1, 2, 3, 4), new Filter.Exists("f"), new Filter.Text("f", "w"), new Filter.GeoRadius("f", 1, 2, 3), new Filter.Not(new Filter.Exists("f")),
        new Calibration { Machine = "m", Cores = 2, Encoder = "e", Dimension = 3, Images = 4, Quarantined = 5, MeanBytes = 6.5, ReadSeconds = 7, DecodeSeconds = 8, EncodeSeconds = 9, WriteSeconds = 10, PipelineSeconds = 11 },
        new PartitionStatus(new(new("j"), 4), PartitionPhase.Failed, Counts, Fault) { Silo = "s", Position = "p" }, new PartitionRunEnd(true, Fault),
        new CalibrationRequest(Corpus, "e", 9, 4), new CorpusPass(new("c"), new("j"), new("i")), new RetryOutcome(new("j"), Counts), new SweepReport(4, 3, 2, true, Fault),
        new TakedownResult(1, 2, 3, 4), Removed, Asked, Listed, new OperationFinding("missing", "k", "d"),
        new PartitionAssignment(Corpus, Part, Live, 5, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01") { Before = new JobId("b"), Retry = new(new("j"), FailureKind.Gone, 1), Lake = true, MaxImagesPerSecond = 3 }, new ShardReport(new("e"), "silo", "cpu", ShardCondition.Out, 3, "d"), new PartitionStatus(new(new("j"), 4), PartitionPhase.Failed, Counts, Fault) { Silo = "s", Position = "p" }, new PartitionRunEnd(true, Fault),
        new EncoderShardAddress(new("e"), "silo", "cpu"), new CorpusPicture(Corpus, new("k"), new("s"), true), new CollectionOpening(new("e"), new("s"), 5, Corpus),
        new VerificationRequest("int8", "cpu", "fp16", "/s", 7), new TuningRequest("int8", 7), new TuningProgress("s", "v", 1, 2), new TuningSetting("n", "d", "t"), new TuningTrial("s", "a", "b", 1, 2, "kept", "d"),
        new LogitScale(2, 1, LabelActivation.Sigmoid, LogitScaleSource.Initial), new LabelScore("l", 0.5f, 2), new ModerationVerdict("c", 0.5f, true),
        new CollectionGeneration(Live, GenerationRole.Retained), new GenerationOpening(new("e"), new("s"), 5, 6), new ChangeLag(3, TimeSpan.FromSeconds(2)), new ChangeFence(4, Noon),
        new PointReceipt(Point, Live),
        Gates, new GateResult("coverage", true, 1, 0.9, "all"), new AuditEntry(Noon, "forced", "me"),
        new ReembeddingSpec(new("n"), "e") { Force = true, Retention = TimeSpan.FromHours(2), Gates = Gates, Labels = "key,label", ShadowShare = 0.3, MaxPartitionsInFlight = 5, AskedBy = "me" },
        new ShadowTiming(1, 2, 0.5), new LiveView(Live, Live, 0.5),
        new PartitionRecord { Lease = new Lease(new FencingToken(5), "silo", Noon), Checkpoint = Mark, Completed = true },
    ];

    /// <summary>Types that hold lists, dictionaries or memory, whose equality is by reference: compared by their members below.</summary>
    private static readonly object[] Containers =
    [
        Event, Mode, Profile, new ShopperRecord { Profiles = new Dictionary<string, ShopperProfile> { ["a"] = Profile } }, Tagging, Tags,
        new TagJobSnapshot { Id = new("j"), Spec = Tags, State = JobState.Failed, Looked = 1, Tagged = 2, Total = 3, SubmittedAt = Noon, EndedAt = Noon, Failure = Fault },
        new TagJobRecord { Spec = Tags, State = JobState.Failed, Progress = Tagging, Run = 2, SubmittedAt = Noon, EndedAt = Noon, Failure = Fault }, new TagJobDirectoryRecord { Jobs = ["j"] },
        Key, new KeyRing(3, [Key]), new KeyRingRecord { Version = 3, Keys = [Key] },
        new JobSnapshot
        {
            Id = new("j"), Spec = Spec, State = JobState.Paused, Encoder = new("e"), Collection = new("n"), Counts = Counts, TotalImages = 8, CompletedPartitions = 1,
            PartitionsInFlight = 2, SubmittedAt = Noon, EndedAt = Noon, Failure = Fault, Deleted = 4, Doomed = 5, Retries = [new RetryOutcome(new("r"), Counts)],
        },
        new OperationProgress { Looked = 3, Counts = new Dictionary<string, long> { ["missing"] = 1 }, Findings = [new OperationFinding("missing", "k", "d")], Pages = 4 },
        new FindingPage(new("n"), [new OperationFinding("missing", "k", "d")], 2),
        new OperationSnapshot { Id = "o", Spec = Asked, State = OperationState.Failed, Progress = new OperationProgress { Looked = 3 }, Failure = Fault, StartedAt = Noon, EndedAt = Noon },
        new OperationRecord { Spec = Asked, State = OperationState.Failed, Progress = new OperationProgress { Looked = 3 }, Failure = Fault, StartedAt = Noon, EndedAt = Noon },
        new OperationQuery(9) { Before = 8, Collections = ["n"], Kind = OperationKind.Load, State = OperationState.Failed },
        new OperationEntries([Listed], 4), new OperationDirectoryRecord { Entries = [Listed], Started = 5 },
        new TakedownRequest([new BlobKey("k")], new CorpusId("c"), "why", "who"),
        new PayloadValue.Many([new PayloadValue.Integer(1)]), new Filter.All([new Filter.Exists("f")]), new Filter.Any([new Filter.Exists("f")]),
        new Filter.Match("f", [new PayloadValue.Integer(1)]), new Filter.HasId([Point]), new EmbeddingBlock(new("s"), 2, new float[] { 1, 2 }), new EmbeddedImage(new float[] { 1, 2 }, 3, 4, "h", 5) { ETag = "t" }, new Thumbnail(new byte[] { 1 }, "t"),
        new CollectionDescription(Live, [Corpus], Noon), new EncoderDescription { Id = new("e"), Space = new("s"), Dimension = 3, Family = "f", HasText = true, Licence = "l", Preprocessing = "p", FileHashes = new Dictionary<string, string> { ["a"] = "b" }, LogitScale = new(2) },
        new ScoredPoint(Point, 0.5f, new Dictionary<string, PayloadValue> { ["f"] = 1L }) { Vector = new float[] { 1 } }, new FailureException(Fault),
        new JobRecord { Spec = Spec, State = JobState.Paused, Target = Live, CompletedCounts = Counts, CompletedPartitions = 1, InFlight = [Part], LastListed = Part, ListedAll = true, TotalImages = 3, SubmittedAt = Noon, EndedAt = Noon, Failure = Fault, FaultsInARow = 2, TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Retries = [new RetryOutcome(new("r"), Counts)], Before = new JobId("b"), Lake = true, Deleted = 4, Doomed = 5, Decision = true, RetryRounds = 6 },
        new VerificationStatus(true, Fault, [Verified]), Verified, new TuningStatus(true, Fault, new TuningProgress("s", "v", 1, 2), [Tuned]), Tuned,
        new LabelPrompts("l", ["p"]), new LabelSet([new LabelPrompts("l")], ["{}"]), new ModerationCategory("c", ["p"], ["n"], 0.7),
        new ClassifierHead { Space = new("s"), Dimension = 2, Labels = ["l"], Weights = new float[] { 1, 2 }, Offsets = new float[] { 3 }, Activation = LabelActivation.Sigmoid },
        new ClassificationBlock([[new LabelScore("l", 0.5f, 2)]], new LogitScale(2)), new ModerationBlock([[new ModerationVerdict("c", 0.5f, true)]]),
        new QuarantinePage([new QuarantineRow(new("k"), "p", FailureKind.Truncated, "d", "t", Noon, 2)], "n"),
        new GenerationList([new CollectionGeneration(Live, GenerationRole.Building)]), new ChangeTicket(7, Live, [Live]), new ChangeBatch([1, 2], [Point]),
        new ReembeddingSnapshot
        {
            Spec = new(new("n"), "e"), State = ReembeddingState.Draining, Old = Live, New = Live, Points = 2, Done = 1, Lag = new(3, TimeSpan.FromSeconds(1)), Gates = [new("g", true, 1, 2, "d")],
            Failure = Fault, Audit = [new(Noon, "w", "b")], StartedAt = Noon, SwitchedAt = Noon, EndedAt = Noon, Jobs = ["j"], HasReport = true,
        },
        new ReembeddingPlan { Old = Live, Encoder = new("e"), Dimension = 3, Points = 4, ImagesPerSecond = 5, Building = TimeSpan.FromSeconds(6), VectorBytes = 7, Steps = ["s"], Cores = 8, ReadBytes = 9, IsRemote = true, Retention = TimeSpan.FromHours(1) },
        new ComparisonSpec(new("n"), ["a", "b"]) { Sample = 30, Labels = "l", PricePerHour = 2 },
        new EncoderFigures { Encoder = new("e"), Family = "f", Licence = "l", Dimension = 3, ZeroShot = 0.1, TextRecall = 0.2, Purity = 0.3, ImagesPerSecond = 4, Hours = 5, Cost = 6, VectorBytes = 7, Agreement = [1], Pictures = 8 },
        new ComparisonSnapshot { Spec = new(new("n"), ["a"]), IsOver = true, Doing = "d", Figures = [new() { Encoder = new("e"), Family = "f", Dimension = 3 }], Verdict = "v", Failure = Fault },
        new ReportFile(new byte[] { 1 }, "t"),
        new ReembeddingRecord
        {
            Spec = new(new("n"), "e"), State = ReembeddingState.Refused, Old = Live, New = Live, Points = 2, Gates = [new("g", true, 1, 2, "d")], Failure = Fault, Audit = [new(Noon, "w", "b")],
            StartedAt = Noon, SwitchedAt = Noon, EndedAt = Noon, EnteredAt = Noon, Jobs = ["j"],
        },
        new PointUpload(new("c"), new("k"), new byte[] { 1 }, new Dictionary<string, PayloadValue> { ["f"] = 1L }),
        new CollectionRecord { Live = Live, Corpora = [Corpus], CreatedAt = Noon, Generations = 2, Followers = [new CollectionGeneration(Live, GenerationRole.Building)], Passes = [new CorpusPass(new("c"), new("j"), new("i"))], Removals = [Removed] }, new JobDirectoryRecord { Jobs = ["j"], AtRest = ["k"] }, new CollectionDirectoryRecord { Aliases = ["a"] },
        new SiloSlots("s", 3, [new("e")]), new JobDemand(new("j"), new("e"), 2, 3, new Dictionary<string, int> { ["s"] = 1 }), new JobShare(["s"], 2, 3),
    ];

    public static TheoryData<int> ExampleIndexes() => [.. Enumerable.Range(0, Examples.Length)];

    public static TheoryData<int> ContainerIndexes() => [.. Enumerable.Range(0, Containers.Length)];

    [Theory]
    [MemberData(nameof(ExampleIndexes))]
    public void A_message_comes_back_as_it_went(int index) => AssertSame(Examples[index]);

    [Theory]
    [MemberData(nameof(ContainerIndexes))]
    public void A_message_with_lists_comes_back_member_by_member(int index) => AssertSame(Containers[index]);

    [Fact]
    public void Every_type_that_travels_has_an_alias_and_an_example()
    {
        var travelling = new[] { typeof(JobSnapshot), typeof(JobRecord) }
            .Concat([typeof(PointId)])
            .Select(static type => type.Assembly)
            .Distinct()
            .SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => type.Namespace?.StartsWith("Cluster.", StringComparison.Ordinal) == true && type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.IsAbstract && !type.IsGenericTypeDefinition)
            .ToList();
        Assert.NotEmpty(travelling);
        Assert.All(travelling, static type => Assert.Single(type.GetCustomAttributes<AliasAttribute>(inherit: false)));
        var shown = Examples.Concat(Containers).Select(static example => example.GetType()).ToHashSet();
        Assert.Empty(travelling.Where(type => !shown.Contains(type)).Select(static type => type.Name));
    }

    [Fact]
    public void An_outcome_carries_its_value_or_its_failure()
    {
        Outcome<LiveCollection> good = Live, bad = Fault;
        Assert.Equal(Live, RoundTrip(good).Value);
        Assert.Equal(Fault, RoundTrip(bad).Failure);
    }

    private static void AssertSame(object message) => Assert.Equivalent(message, RoundTrip<object>(message), strict: message is not Exception);

    private static T RoundTrip<T>(T message) => Serializer.Deserialize<T>(Serializer.SerializeToArray(message))!;
}
