using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cluster.Cli.Collections;
using Cluster.Client;
using Cluster.Client.Retrieval;

namespace Cluster.Cli.Retrieval;

/// <summary><c>cluster search</c>.</summary>
internal static class SearchCommand
{
    public static Command Create(GatewayCommand gateway)
    {
        var text = new Argument<string?>("text") { Description = "What to look for, in words", Arity = ArgumentArity.ZeroOrOne };
        var image = new Option<FileInfo?>("--image") { Description = "Look for what is like this picture", HelpName = "FILE" };
        var similar = new Option<string?>("--similar") { Description = "Look for what is similar to an indexed image", HelpName = "KEY|ID" };
        var like = new Option<string[]>("--like") { Description = "Point to be near; may be repeated", HelpName = "ID" };
        var dislike = new Option<string[]>("--dislike") { Description = "Point to keep away from; may be repeated", HelpName = "ID" };
        var collection = new Option<string?>("--collection") { Description = "Collection to search; may be left out where there is only one", HelpName = "NAME" };
        var limit = new Option<int?>("--limit") { Description = "Hits wanted. Default: 10" };
        var where = new Option<string[]>("--where") { Description = "Only images whose field has this value; may be repeated", HelpName = "FIELD=VALUE" };
        var filter = new Option<string?>("--filter") { Description = "Only images that match this filter, in the gateway's JSON grammar", HelpName = "JSON" };
        var command = new Command("search", "Search a collection by words, a picture or an indexed image")
        {
            text, image, similar, like, dislike, collection, limit, where, filter,
        };
        command.Validators.Add(parsed =>
        {
            var ways = new object?[] { parsed.GetValue(text), parsed.GetValue(image), parsed.GetValue(similar) }.Count(static way => way is not null);
            if (ways > 1 || (ways == 0 && parsed.GetValue(like) is null or [] && parsed.GetValue(dislike) is null or []))
            {
                parsed.AddError("Say what to look for: one of a text, --image FILE or --similar KEY|ID, or examples with --like and --dislike.");
            }
        });
        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var query = new SearchQuery
            {
                Text = parsed.GetValue(text),
                PointId = parsed.GetValue(similar) is { } id && Guid.TryParse(id, out _) ? id : null,
                Key = parsed.GetValue(similar) is { } key && !Guid.TryParse(key, out _) ? key : null,
                Like = parsed.GetValue(like) is { Length: > 0 } likes ? likes : null,
                Dislike = parsed.GetValue(dislike) is { Length: > 0 } dislikes ? dislikes : null,
                Limit = parsed.GetValue(limit),
                Filter = FilterOf(parsed.GetValue(where) ?? [], parsed.GetValue(filter)),
            };
            var file = parsed.GetValue(image);
            if (file is { Exists: false })
            {
                throw new CliException(ExitCode.Usage, $"There is no picture '{file}'.");
            }

            var searched = await CollectionChoice.OfAsync(parsed.GetValue(collection), client, cancellationToken);
            var result = file is null
                ? await client.SearchAsync(searched, query, cancellationToken)
                : await SearchByImageAsync(client, searched, file, query, cancellationToken);
            Write(gateway, result, parsed.GetValue(gateway.Json));
            return ExitCode.Ok;
        });
    }

    private static async Task<SearchResult> SearchByImageAsync(
        ClusterClient client, string collection, FileInfo file, SearchQuery query, CancellationToken cancellationToken)
    {
        FileStream picture;
        try
        {
            picture = file.OpenRead();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"The picture '{file}' cannot be read: {fault.Message}");
        }

        await using (picture)
        {
            return await client.SearchByImageAsync(collection, picture, query, cancellationToken);
        }
    }

    private static void Write(GatewayCommand gateway, SearchResult result, bool json)
    {
        if (json)
        {
            gateway.Terminal.WriteJson(result);
            return;
        }

        if (result.Hits.Count == 0)
        {
            gateway.Terminal.Note("Nothing matches.");
        }

        gateway.Terminal.WriteRows(["SCORE", "IMAGE", "TITLE", "POINT"], result.Hits.Select(static hit => (IReadOnlyList<string>)
        [
            hit.Score.ToString("F4", CultureInfo.InvariantCulture), hit.Key ?? "", hit.Payload["title"] is JsonValue title ? title.ToString() : "", hit.Id,
        ]));
        gateway.Terminal.Note($"{result.ConcreteCollection}, encoded by {result.Encoder}");
    }

    private static Filter? FilterOf(string[] equalities, string? json)
    {
        var conditions = equalities.Select(Equality).ToList();
        if (json is not null)
        {
            try
            {
                conditions.Add(Filter.Parse(json));
            }
            catch (FormatException fault)
            {
                throw new CliException(ExitCode.Usage, fault.Message);
            }
        }

        return conditions.Count == 0 ? null : new Filter { Must = conditions };
    }

    /// <summary>On a command line 5 may be meant as a number or as a text, so both match.</summary>
    private static Filter Equality(string pair)
    {
        var split = pair.IndexOf('=', StringComparison.Ordinal);
        if (split <= 0)
        {
            throw new CliException(ExitCode.Usage, $"--where '{pair}' is not of the form FIELD=VALUE.");
        }

        var value = pair[(split + 1)..];
        var anyOf = new JsonArray(JsonValue.Create(value));
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            anyOf.Add(JsonValue.Create(integer));
        }
        else if (bool.TryParse(value, out var truth))
        {
            anyOf.Add(JsonValue.Create(truth));
        }

        return new Filter { Field = pair[..split], AnyOf = anyOf };
    }
}
