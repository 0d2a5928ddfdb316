using Cluster.Cli.Hub.Files;
using Cluster.Cli.Hub.Known;
using Cluster.Cli.Hub.Transport;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>
/// Pulls a model: (1) ask the hub for the commit and its files, (2) choose, (3) look whether it is there or fits on the disk, (4) fetch and
/// check file by file, (5) move the whole folder into place.
/// </summary>
internal sealed class ModelPull(HubOptions hub, TimeProvider time, IPullProgress progress, Action<string> note)
{
    private const string DefaultRevision = "main";

    /// <summary>Pulls.</summary>
    /// <exception cref="CliException">Anything that a person has to do something about; no model folder was made then.</exception>
    public async Task<PullResult> RunAsync(PullRequest request, KnownModel? known, CancellationToken cancellationToken)
    {
        using var transport = new HubTransport(hub, time);
        var retry = HubRetry.Create(time, note);
        var api = new HubApi(hub, transport, retry);
        var revision = request.Revision ?? known?.Revision ?? DefaultRevision;

        // :: Steps 1 and 2: what there is, and what of it is wanted.
        var model = await AskAsync(() => api.ShowAsync(request.Id, revision, cancellationToken));
        var licence = known?.Licence ?? model.Licence;
        LicenceNotes.Tell(request.Id, licence, note);
        var files = FileChoice.Choose(model, known, request.Precision, request.Includes);

        // :: Step 3: is it there, does it fit.
        var target = Path.Combine(request.Models, request.Name);
        if (await ExistingModel.CheckAsync(target, files, cancellationToken) is { } there)
        {
            return new PullResult(target, SourceOf(there), 0, WasThere: true);
        }

        using var folder = PullFolder.Open(request.Models, request.Name);
        DiskSpace.Require(request.Models, files.Sum(file => Math.Max(0m, file.Source.Size - folder.LengthOf(file))));

        // :: Step 4: fetch and check.
        progress.Plan(files);
        var download = new FileDownload(transport, retry, folder);
        var (received, hashes) = (0L, new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var file in files)
        {
            received += await AskAsync(() => download.FetchAsync(file, api.AddressOf(model, file.Source.Path), bytes => progress.Fetched(file, bytes), cancellationToken));
            hashes[file.Target] = file.Sha256 ?? await FileCheck.Sha256Async(folder.PartOf(file), cancellationToken);
            progress.Checked(file);
        }

        // :: Step 5: into place.
        var source = SourceOf(hashes);
        folder.MoveInto(target, files, source);
        return new PullResult(target, source, received, WasThere: false);

        ModelSource SourceOf(IReadOnlyDictionary<string, string> fileHashes) => new(request.Id.Value, model.Commit, request.Precision, licence, fileHashes);

        async Task<T> AskAsync<T>(Func<Task<T>> ask)
        {
            try
            {
                return await ask();
            }
            catch (Exception fault) when (fault is HubStatusException || HubRetry.IsPassing(fault))
            {
                throw HubFaults.Explain(fault, hub, request.Id, revision);
            }
        }
    }
}
