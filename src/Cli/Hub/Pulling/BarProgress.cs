using Cluster.Cli.Hub.Files;
using Spectre.Console;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>One bar over all bytes, with the file at work beside it.</summary>
internal sealed class BarProgress(ProgressContext context) : IPullProgress
{
    private readonly Dictionary<PlannedFile, long> _there = [];
    private ProgressTask? _bar;

    public static ProgressColumn[] Columns =>
        [new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }];

    public void Plan(IReadOnlyList<PlannedFile> files) => _bar = context.AddTask("", maxValue: Math.Max(1, files.Sum(static file => (double)file.Source.Size)));

    public void Fetched(PlannedFile file, long bytes)
    {
        _there[file] = bytes;
        Show(Markup.Escape(file.Target));
    }

    public void Checked(PlannedFile file)
    {
        _there[file] = file.Source.Size;
        Show("");
    }

    private void Show(string what)
    {
        _bar!.Description = what;
        _bar.Value = _there.Values.Sum(static bytes => (double)bytes);
    }
}
