using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cluster.Cli.Jobs;

/// <summary>The words beside a job's progress bar, made anew at every drawing.</summary>
internal sealed class JobPaceColumn(JobPace pace) : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(pace.Describe());
}
