using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Access;

/// <summary>Who changed what: the program's log, and a file a day where a folder is set. Bodies, secrets and shopper ids are never in it.</summary>
internal sealed partial class AuditTrail(IOptions<AccessOptions> options, TimeProvider time, ILogger<AuditTrail> logger) : BackgroundService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string[] Unnamed = ["shopper"];

    private readonly Channel<AuditEntry> _waiting = Channel.CreateBounded<AuditEntry>(10_000);

    /// <summary>Notes the answer to a request that writes.</summary>
    public void Note(HttpContext context, Endpoint endpoint)
    {
        var values = context.Request.RouteValues
            .Where(static pair => pair.Value is string && !Unnamed.Contains(pair.Key))
            .Select(static pair => KeyValuePair.Create(pair.Key, (string)pair.Value!))
            .UnionBy(AuditSubject.Of(context)?.Values ?? FrozenDictionary<string, string>.Empty, static pair => pair.Key)
            .ToDictionary(static pair => pair.Key, static pair => OnOneLine(Failures.Problems.Shorten(pair.Value)));
        var entry = new AuditEntry(
            time.GetUtcNow(),
            Caller.Of(context).Name,
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "",
            context.Request.Method,
            (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "",
            values,
            context.Response.StatusCode,
            context.Connection.RemoteIpAddress?.ToString(),
            context.TraceIdentifier);
        var named = values.Count == 0 ? "" : $" ({string.Join(", ", values.Select(static pair => $"{pair.Key} {pair.Value}"))})";
        Wrote(logger, entry.Caller, entry.Operation, named, entry.Status);
        if (options.Value.AuditFolder is not null && !_waiting.Writer.TryWrite(entry))
        {
            TooSlow(logger);
        }
    }

    /// <summary>A caller chooses these: with a line break or an escape code in them, a line of the log could be made to look like another one.</summary>
    private static string OnOneLine(string text) => text.Any(IsUnprintable)
        ? string.Concat(text.Select(static character => IsUnprintable(character) ? $"\\u{(int)character:x4}" : character.ToString()))
        : text;

    private static bool IsUnprintable(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    // Ends when the channel is complete and empty, so that what was noted before the stop is written.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<AuditEntry>();
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < 256 && _waiting.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            try
            {
                await WriteAsync(batch);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                CannotWrite(logger, batch.Count, fault);
            }
        }
    }

    private async Task WriteAsync(List<AuditEntry> batch)
    {
        var folder = options.Value.AuditFolder!;
        Directory.CreateDirectory(folder);
        foreach (var day in batch.GroupBy(static entry => DateOnly.FromDateTime(entry.At.UtcDateTime)))
        {
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"audit-{day.Key:yyyyMMdd}.jsonl"));
            await File.AppendAllLinesAsync(file, day.Select(static entry => JsonSerializer.Serialize(entry, Json)));
        }
    }
}
