using System.Globalization;
using System.Security.Cryptography;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Jobs;

/// <summary>Jobs as resources.</summary>
internal static class JobEndpoints
{
    private const int MostListed = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/v1/jobs").WithTags("Jobs");
        jobs.MapPost("/", SubmitAsync).WithSummary("Submit a job").Produces<JobView>(StatusCodes.Status202Accepted).ProducesProblem(400).ProducesProblem(409);
        jobs.MapGet("/", ListAsync).WithSummary("List the jobs, newest first").Produces<IReadOnlyList<JobView>>();
        jobs.MapGet("/{id}", (string id, IGrainFactory grains, CancellationToken token) => ShowAsync(Job(grains, id).ShowAsync(token)))
            .WithSummary("Show a job").Produces<JobView>().ProducesProblem(404);
        jobs.MapPost("/{id}/pause", (string id, IGrainFactory grains, CancellationToken token) => ShowAsync(Job(grains, id).PauseAsync(token)))
            .WithSummary("Stop a job after its next checkpoints").Produces<JobView>().ProducesProblem(404).ProducesProblem(409);
        jobs.MapPost("/{id}/resume", (string id, IGrainFactory grains, CancellationToken token) => ShowAsync(Job(grains, id).ResumeAsync(token)))
            .WithSummary("Have a paused or failed job go on").Produces<JobView>().ProducesProblem(404).ProducesProblem(409);
        jobs.MapPost("/{id}/cancel", (string id, IGrainFactory grains, CancellationToken token) => ShowAsync(Job(grains, id).CancelAsync(token)))
            .WithSummary("End a job for good; what was written stays").Produces<JobView>().ProducesProblem(404).ProducesProblem(409);
    }

    private static IJobGrain Job(IGrainFactory grains, string id) => grains.GetGrain<IJobGrain>(id);

    private static async Task<IResult> ShowAsync(Task<Outcome<JobSnapshot>> job) => Problems.Answer(await job, JobView.Of);

    private static async Task<IResult> SubmitAsync(JobRequest request, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = request.Id ?? string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
        if (!NameRules.IsValid(id))
        {
            return Problems.From(new Failure(FailureKind.InvalidRequest, NameRules.Explain("The job id", id)));
        }

        var corpus = new CorpusSpec(CorpusNames.For(request.Corpus), request.Corpus.Kind, request.Corpus.Location, request.Corpus.PartitionSize)
        {
            Options = request.Corpus.Options,
        };
        var defaults = new JobSpec(corpus, new CollectionName(request.Collection), request.Encoder);
        var spec = defaults with
        {
            CheckpointInterval = request.CheckpointInterval ?? defaults.CheckpointInterval,
            MaxPartitionsInFlight = request.MaxPartitionsInFlight ?? defaults.MaxPartitionsInFlight,
        };
        var job = await Job(grains, id).SubmitAsync(spec, cancellationToken);
        return job.Succeeded ? Results.Accepted($"/v1/jobs/{id}", JobView.Of(job.Value)) : Problems.From(job.Failure);
    }

    private static async Task<IReadOnlyList<JobView>> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var ids = await grains.GetGrain<IJobDirectoryGrain>(IJobDirectoryGrain.Key).ListAsync(MostListed, cancellationToken);
        var jobs = await Task.WhenAll(ids.Select(id => Job(grains, id.Value).ShowAsync(cancellationToken)));
        return [.. jobs.Where(static job => job.Succeeded).Select(static job => JobView.Of(job.Value!))];
    }
}
