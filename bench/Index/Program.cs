using Cluster.Bench.Common;
using Cluster.Bench.Index;

// Arguments: [points] [folder]. Default: 1,000,000 points of 512 dimensions in a temporary folder.
if (args is ["fake-qdrant"])
{
    await BulkLoadBenchmark.ServeAsync();
    return 0;
}

var points = args.Length > 0 ? int.Parse(args[0]) : 1_000_000;
Report.Note(Machine.Describe());
var report = new Report();
await EmbeddedBenchmark.RunAsync(report, points, args.Length > 1 ? args[1] : Path.GetTempPath());
await BulkLoadBenchmark.RunAsync(report, Math.Min(points, 500_000));
return report.Finish();
