using Cluster.Domain.Outcomes;
using Cluster.Encoders.Onnx;

namespace Cluster.Encoders.Tuning;

/// <summary>
/// One search, setting by setting: each other value runs against what stands, and takes its place where it is faster by enough, gives the same embeddings, and
/// lets no picture that comes alone wait too long. In the end what stands runs against the defaults once more.
/// </summary>
internal sealed class TuningRun(
    TuningSubject subject, Func<TunedSettings, IImageEncoder> load, Func<IImageEncoder>? loadReference, OnnxOptions options, TuningRules rules, TuningTiles tiles, TimeSpan measuring, Action<TuningStep> tell, TimeProvider time,
    CancellationToken cancellationToken) : IDisposable
{
    private const string Together = "all";
    private readonly List<TuningTrial> _trials = [];
    private readonly List<double> _spreads = [];
    private TunedSettings _settings = new();
    private TuningLoad? _stands;
    private TimeSpan _budget;
    private bool _isBatchFree;

    /// <summary>What was found; written nowhere yet.</summary>
    /// <exception cref="FailureException">InvalidRequest when a GPU runs the encoder; whatever loading it throws.</exception>
    public TuningRecord Search()
    {
        _stands = Load(_settings);
        if (_stands.Encoder.Device != "cpu")
        {
            throw new FailureException(
                FailureKind.InvalidRequest, $"Encoder '{_stands.Encoder.Manifest.Id}' runs on {_stands.Encoder.Device} here; settings are tuned for the processor alone ({OnnxOptions.Section}:Provider).");
        }

        _isBatchFree = _stands.Encoder.MaxBatch == Now(_settings).Batch;
        _stands.Round(TimeSpan.Zero, cancellationToken);
        var rows = _stands.Embed(cancellationToken);
        var byDefault = new TuningReference(rows, _stands.Single(cancellationToken), Gated(rows));
        _budget = measuring / StepsFrom(0);
        for (var i = 0; i < TuningCandidates.Order.Count; i++)
        {
            var candidates = CandidatesOf(i);
            for (var c = 0; c < candidates.Count; c++)
            {
                var step = _trials.Count + 1;
                Try(TuningCandidates.Order[i], candidates[c], step, step + candidates.Count - c - 1 + StepsFrom(i + 1), byDefault);
            }
        }

        return _settings.IsDefault ? Unchanged(byDefault) : Confirm(byDefault);
    }

    public void Dispose() => _stands?.Dispose();

    private SessionSettings Now(TunedSettings settings) => SessionSettings.OfImages(options, ExecutionProvider.Cpu, settings);

    private TuningLoad Load(TunedSettings settings) => new(load(settings), rules.Slice, tiles, time);

    private float[]? Gated(float[] rows)
    {
        if (loadReference is null)
        {
            return null;
        }

        using var reference = new TuningLoad(loadReference(), rules.Slice, tiles, time);
        var gated = reference.Embed(cancellationToken);
        return rules.Pass(gated, rows, reference.Encoder.Manifest.Dimension) ? gated : null;
    }

    private IReadOnlyList<TunedSettings> CandidatesOf(int setting) =>
        TuningCandidates.Of(TuningCandidates.Order[setting], _settings, options, _isBatchFree ? _stands!.Images : 0);

    /// <summary>Trials of a setting and those behind it, as things stand, and the last one against the defaults.</summary>
    private int StepsFrom(int setting) => Enumerable.Range(setting, TuningCandidates.Order.Count - setting).Sum(i => CandidatesOf(i).Count) + 1;

    private void Try(string setting, TunedSettings candidate, int step, int steps, TuningReference byDefault)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (stood, tried) = (Now(_settings).InWords()[setting], Now(candidate).InWords()[setting]);
        tell(new TuningStep(setting, tried, step, steps));
        TuningLoad other;
        try
        {
            other = Load(candidate);
        }
        catch (FailureException fault)
        {
            _trials.Add(new TuningTrial(setting, stood, tried, 0, 0, TuningOutcome.Refused, fault.Message));
            return;
        }

        var isKept = false;
        try
        {
            var duel = TuningDuel.Run(_stands!, other, _budget, cancellationToken);
            _spreads.Add(duel.Spread);
            var verdict = duel.IsFaster ? rules.Judge(other, byDefault, cancellationToken) : null;
            isKept = verdict is { Fault: null };
            _trials.Add(TrialOf(setting, stood, tried, duel, verdict));
        }
        finally
        {
            var goes = isKept ? _stands! : other;
            (_stands, _settings) = isKept ? (other, candidate) : (_stands, _settings);
            goes.Dispose();
        }
    }

    /// <summary>Steps of two hundredths add up to nothing where each was chance.</summary>
    private TuningRecord Confirm(TuningReference byDefault)
    {
        var step = _trials.Count + 1;
        tell(new TuningStep(Together, _settings.ToString(), step, step));
        using var before = Load(new TunedSettings());
        var duel = TuningDuel.Run(before, _stands!, _budget, cancellationToken);
        _spreads.Add(duel.Spread);

        // Once more, and of all changes together.
        var verdict = duel.IsFaster ? rules.Judge(_stands!, byDefault, cancellationToken) : null;
        _trials.Add(TrialOf(Together, new TunedSettings().ToString(), _settings.ToString(), duel, verdict));
        return verdict is { Fault: null }
            ? Record(_settings, (duel.Stood, duel.Tried, duel.Ratio), byDefault, verdict)
            : Record(new TunedSettings(), (duel.Stood, duel.Stood, 1), byDefault, new TuningVerdict(null, 1, byDefault.Single));
    }

    private TuningRecord Unchanged(TuningReference byDefault)
    {
        var rate = _stands!.Round(_budget, cancellationToken);
        return Record(_settings, (rate, rate, 1), byDefault, new TuningVerdict(null, 1, byDefault.Single));
    }

    private static TuningTrial TrialOf(string setting, string stood, string tried, TuningDuel duel, TuningVerdict? verdict)
    {
        var outcome = verdict is null ? TuningOutcome.NotFaster : verdict.Fault is null ? TuningOutcome.Kept : TuningOutcome.Refused;
        return new TuningTrial(setting, stood, tried, duel.Tried, duel.Ratio, outcome, verdict?.Fault);
    }

    private TuningRecord Record(TunedSettings settings, (double Before, double After, double Ratio) rate, TuningReference byDefault, TuningVerdict verdict) => new()
    {
        Subject = subject,
        Settings = settings,
        Default = Now(new TunedSettings()).InWords(),
        Tuned = Now(settings).InWords(),
        DefaultImagesPerSecond = rate.Before,
        TunedImagesPerSecond = rate.After,
        Ratio = rate.Ratio,
        DefaultSingleSeconds = byDefault.Single,
        TunedSingleSeconds = verdict.Single,
        WorstCosine = verdict.WorstCosine,
        Spread = _spreads.Count > 0 ? TuningDuel.Median(_spreads) : 0,
        Trials = _trials,
        TunedAt = time.GetUtcNow(),
    };
}
