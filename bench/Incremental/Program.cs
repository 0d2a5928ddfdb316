using Cluster.Bench.Common;
using Cluster.Bench.Incremental;
using Cluster.TestSupport;

// A second job over a corpus that has not changed, against the first one: blobs in a real Azurite, a real process, the bundled encoder.
// Arguments: [blobs] [blobs to list] [colours]. Default: 100,000 blobs that a table names, and 10,000 that are listed: the emulator goes through all names for
// each page of 5,000, so that listing 100,000 takes it 26 s. With "colours" an encoder that costs nothing, which makes the first job faster.
var report = new Report();
Report.Note(Machine.Describe());
var numbers = args.Where(static arg => int.TryParse(arg, out _)).Select(int.Parse).ToList();
var isFree = args.Contains("colours");
await using (var azurite = await AzuriteProcess.TryStartAsync())
{
    if (azurite is null)
    {
        report.Missing("incremental.named.second/first", "Azurite is not installed: tests/azurite/install.sh");
        return report.Finish();
    }

    await new UnchangedCorpus(azurite, report, isFree).RunAsync("named", numbers.ElementAtOrDefault(0) is var named and > 0 ? named : 100_000, isListed: false);
}

await using (var azurite = await AzuriteProcess.TryStartAsync())
{
    await new UnchangedCorpus(azurite!, report, isFree).RunAsync("listed", numbers.ElementAtOrDefault(1) is var listed and > 0 ? listed : 10_000, isListed: true);
}

return report.Finish();
