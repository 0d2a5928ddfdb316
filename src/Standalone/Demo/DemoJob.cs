using System.Globalization;
using Cluster.Client;
using Cluster.Client.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.SampleCatalogue;

namespace Cluster.Standalone.Demo;

/// <summary>The job over the catalogue, by way of the gateway as any user's job.</summary>
internal sealed class DemoJob(ClusterClient client, TimeProvider time)
{
    /// <summary>The collection that it fills.</summary>
    public const string Collection = "demo";

    private const string Corpus = "demo-catalogue";

    /// <summary>Small enough for the bar to move.</summary>
    private const int CheckpointInterval = 64;

    /// <summary>The job to wait for: the one that an earlier process left running, else a new one.</summary>
    public async Task<Job> StartAsync(DemoCatalogue catalogue, CancellationToken cancellationToken)
    {
        foreach (var left in await client.ListJobsAsync(cancellationToken: cancellationToken))
        {
            if (left is not { IsOver: false, Collection: Collection, Corpus.Name: Corpus })
            {
                continue;
            }

            if (!catalogue.Drawn)
            {
                return left.State == "paused" ? await client.ResumeJobAsync(left.Id, cancellationToken) : left;
            }

            // Its listing is no longer there.
            await client.CancelJobAsync(left.Id, cancellationToken);
        }

        return await client.SubmitJobAsync(
            new JobSubmission
            {
                Corpus = new CorpusSubmission
                {
                    Name = Corpus,
                    Kind = "table",
                    Location = CatalogueLayout.Listing(catalogue.Folder),
                    Options = new Dictionary<string, string>
                    {
                        ["root"] = CatalogueLayout.Images(catalogue.Folder),
                        ["metadata"] = "title,kind,colour,pattern,price,shop",
                        ["numbers"] = "price",
                    },
                },
                Collection = Collection,
                Encoder = BundledModels.Demo,
                CheckpointInterval = CheckpointInterval,
            },
            cancellationToken);
    }

    /// <summary>Waits for its end; gives the pictures accounted for meanwhile and the seconds it took.</summary>
    /// <exception cref="FailureException">Unavailable: the job did not complete.</exception>
    public async Task<(Job Job, long Images, double Seconds)> WaitAsync(Job job, Action<long, string> tell, CancellationToken cancellationToken)
    {
        var (first, start) = (job, time.GetTimestamp());
        await foreach (var now in client.WatchJobAsync(job.Id, cancellationToken))
        {
            job = now;
            var seconds = time.GetElapsedTime(start).TotalSeconds;
            tell(job.Accounted, string.Create(
                CultureInfo.InvariantCulture,
                $"Embedding: {job.Accounted:N0} of {job.TotalImages ?? job.Accounted:N0} pictures, {(job.Accounted - first.Accounted) / Math.Max(seconds, 0.1):N0} a second: {job.Embedded:N0} embedded, {job.Unchanged:N0} unchanged, {job.Quarantined:N0} quarantined"));
        }

        if (job.State != "completed")
        {
            throw new FailureException(FailureKind.Unavailable, $"Job {job.Id} is {job.State}: {job.Failure?.Detail ?? "no reason was given"}");
        }

        // A new job tells its times exactly; of one that goes on after a restart only this part is known.
        var took = first.Accounted == 0 && job.EndedAt is { } ended ? (ended - job.SubmittedAt).TotalSeconds : time.GetElapsedTime(start).TotalSeconds;
        return (job, job.Accounted - first.Accounted, took);
    }
}
