using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Cluster.Client.Retrieval;

namespace Cluster.Client;

/// <summary>The form that carries a picture and what is asked beside it.</summary>
internal static class ImageForm
{
    /// <summary>The picture itself, streamed.</summary>
    public static StreamContent Picture(Stream image) => new(image) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    public static MultipartFormDataContent Of(Stream image, SearchQuery query)
    {
        if (query is not { Text: null, PointId: null, Key: null, Mix: null })
        {
            throw new ArgumentException("A search by picture takes no text, point, key or mix beside it.", nameof(query));
        }

        var form = new MultipartFormDataContent { { Picture(image), "image", "image" } };
        Add("limit", query.Limit?.ToString(CultureInfo.InvariantCulture));
        Add("scoreThreshold", query.ScoreThreshold?.ToString("R", CultureInfo.InvariantCulture));
        Add("strategy", query.Strategy);
        Add("fields", query.Fields is null ? null : string.Join(',', query.Fields));
        Add("like", query.Like is null ? null : string.Join(',', query.Like));
        Add("dislike", query.Dislike is null ? null : string.Join(',', query.Dislike));
        Add("filter", query.Filter is null ? null : JsonSerializer.Serialize(query.Filter, GatewayJson.Default.Filter));
        Add("groupBy", query.GroupBy is null ? null : JsonSerializer.Serialize(query.GroupBy, GatewayJson.Default.GroupBy));
        Add("facets", query.Facets is null ? null : JsonSerializer.Serialize(query.Facets, GatewayJson.Default.IReadOnlyListFacet));
        Add("diversity", query.Diversity?.ToString("R", CultureInfo.InvariantCulture));
        Add("collapseDuplicates", Word(query.CollapseDuplicates));
        Add("duplicateThreshold", query.DuplicateThreshold?.ToString("R", CultureInfo.InvariantCulture));
        Add("explain", Word(query.Explain));
        Add("cursor", query.Cursor);
        return form;

        static string? Word(bool? truth) => truth is null ? null : truth.Value ? "true" : "false";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                form.Add(new StringContent(value), name);
            }
        }
    }
}
