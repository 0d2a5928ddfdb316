using System.CommandLine;
using Cluster.Client.Jobs;
using Cluster.Client.Planning;

namespace Cluster.Cli.Planning;

/// <summary>The options of <c>cluster plan</c>, and what they make of a calibration and the built-in numbers.</summary>
internal sealed class PlanOptions
{
    private const string Measured = "measured";
    private const string Given = "given";
    private readonly Option<string?> _corpus = new("--corpus") { Description = "Corpus that the sample is taken from", HelpName = "FOLDER" };
    private readonly Option<string> _kind = new("--kind") { Description = "Where its images lie: folder, azure-blob, tar, table", DefaultValueFactory = static _ => "folder" };
    private readonly Option<string?> _encoder = new("--encoder") { Description = "Encoder to measure", HelpName = "MODEL" };
    private readonly Option<int?> _sample = new("--sample") { Description = "Images of the sample at most", HelpName = "N" };
    private readonly Option<int?> _seconds = new("--seconds") { Description = "Seconds of the measurement through the whole pipeline", HelpName = "S" };
    private readonly Option<double?> _meanBytes = new("--mean-bytes") { Description = "Mean stored size of an image", HelpName = "BYTES" };
    private readonly Option<int?> _dimension = new("--dimension") { Description = "Numbers an embedding", HelpName = "N" };
    private readonly Option<int> _silos = new("--silos") { Description = "Silos", DefaultValueFactory = static _ => 1 };
    private readonly Option<int?> _cores = new("--cores") { Description = "Cores a silo", HelpName = "N" };
    private readonly Option<int> _gpus = new("--gpus") { Description = "GPUs a silo" };
    private readonly Option<double?> _encodeSeconds = new("--encode-seconds") { Description = "Seconds a device takes for an image of a full batch", HelpName = "S" };
    private readonly Option<int> _indexNodes = new("--index-nodes") { Description = "Nodes of the vector index", DefaultValueFactory = static _ => 1 };
    private readonly Option<double> _indexMemory = new("--index-node-gib") { Description = "Memory of an index node", DefaultValueFactory = static _ => 64, HelpName = "GIB" };
    private readonly Option<bool> _account = new("--azure") { Description = "The images lie in an Azure storage account; its documented limits apply" };
    private readonly Option<double?> _requests = new("--account-requests") { Description = "Requests a second that the account takes", HelpName = "N" };
    private readonly Option<double?> _gigabits = new("--account-gbit") { Description = "Gbit a second that account or network give", HelpName = "N" };

    public Option<long?> Images { get; } = new("--images") { Description = "Images of the corpus", HelpName = "N" };

    public Option<bool> Calibrate { get; } = new("--calibrate") { Description = "Measure on the cluster, with --corpus and --encoder" };

    public Option<string?> Calibration { get; } = new("--calibration") { Description = "File of a calibration: written with --calibrate, else read", HelpName = "FILE" };

    public Option<string?> Prices { get; } = new("--prices") { Description = "File with your prices, see docs/planning.md", HelpName = "FILE" };

    public Option<string?> Job { get; } = new("--job") { Description = "Compare the plan with this job as it goes", HelpName = "ID" };

    public IEnumerable<Option> All =>
    [
        Images, _corpus, _kind, _encoder, Calibrate, Calibration, _sample, _seconds, _meanBytes, _dimension, _silos, _cores, _gpus, _encodeSeconds,
        _indexNodes, _indexMemory, _account, _requests, _gigabits, Prices, Job,
    ];

    public CalibrationSubmission SampleOf(ParseResult parsed)
    {
        if (parsed.GetValue(_corpus) is not { } corpus || parsed.GetValue(_encoder) is not { } encoder)
        {
            throw new CliException(ExitCode.Usage, "--calibrate needs --corpus and --encoder: what is measured is the real work on real images.");
        }

        var kind = parsed.GetValue(_kind);
        return new CalibrationSubmission
        {
            Corpus = new CorpusSubmission { Location = kind == "folder" ? Path.GetFullPath(corpus) : corpus, Kind = kind },
            Encoder = encoder,
            Images = parsed.GetValue(_sample),
            Seconds = parsed.GetValue(_seconds),
        };
    }

    public PlanInput InputOf(ParseResult parsed, long images, Calibration? calibration)
    {
        var measured = calibration is null ? "" : $"{Measured} on {calibration.Machine} with {calibration.Encoder}";
        Dictionary<string, string> sources = [];
        var gpus = parsed.GetValue(_gpus);
        var isRemote = parsed.GetValue(_account) || parsed.GetValue(_requests) is not null || parsed.GetValue(_gigabits) is not null;
        var cores = parsed.GetValue(_cores) ?? calibration?.Cores ?? Environment.ProcessorCount;

        // A rate seen on other hardware is no bound here.
        var sameMachine = calibration is not null && cores == calibration.Cores && gpus == 0 && parsed.GetValue(_encodeSeconds) is null;
        return new PlanInput
        {
            Images = images >= 1 ? images : throw new CliException(ExitCode.Usage, "--images must be 1 or more."),
            MeanBytes = Of("bytes", parsed.GetValue(_meanBytes), calibration?.MeanBytes, PlanConstants.MeanBytes),
            Dimension = (int)Of("dimension", parsed.GetValue(_dimension), calibration?.Dimension, 512),
            DecodeSeconds = Of("decode", null, calibration?.DecodeSeconds, PlanConstants.DecodeSeconds),
            EncodeSeconds = Of("encode", parsed.GetValue(_encodeSeconds), calibration?.EncodeSeconds, PlanConstants.EncodeSeconds),
            WriteSeconds = Of("index", null, calibration?.WriteSeconds, PlanConstants.WriteSeconds),
            MeasuredRate = sameMachine ? Of("pipeline", null, calibration!.Images / calibration.PipelineSeconds, 0) : null,
            Silos = AtLeastOne("--silos", parsed.GetValue(_silos)),
            Cores = AtLeastOne("--cores", cores),
            Gpus = gpus,
            IndexNodes = AtLeastOne("--index-nodes", parsed.GetValue(_indexNodes)),
            IndexNodeBytes = parsed.GetValue(_indexMemory) * (1L << 30),
            AccountRequests = isRemote ? Of("account-requests", parsed.GetValue(_requests), null, PlanConstants.AccountRequests) : null,
            AccountBytes = isRemote ? Of("account-bandwidth", parsed.GetValue(_gigabits) * 1e9 / 8, null, PlanConstants.AccountBytes) : null,
            Sources = sources,
        };

        double Of(string name, double? given, double? seen, double builtIn)
        {
            sources[name] = given is not null ? Given : seen is not null ? measured : "built-in; see docs/planning.md";
            var value = given ?? seen ?? builtIn;
            return value > 0 ? value : throw new CliException(ExitCode.Usage, $"The {name} of a plan must be above zero.");
        }
    }

    private static int AtLeastOne(string option, int value) => value >= 1 ? value : throw new CliException(ExitCode.Usage, $"{option} must be 1 or more.");
}
