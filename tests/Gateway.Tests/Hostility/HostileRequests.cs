using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cluster.Gateway.Tests.Hostility;

/// <summary>Requests drawn from the OpenAPI document and bent: the same seed gives the same requests.</summary>
internal sealed class HostileRequests(JsonElement document, Random random)
{
    private static readonly string[] Texts =
    [
        "", " ", "a", "demo-clip", "catalogue", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "C:\\windows\\system.ini", "file:///etc/passwd", "\0", "a\0b", "\u202e\ud83d\ude00", "\ufffe",
        "' OR 1=1 --", "$(reboot)", "{{7*7}}", "<script>alert(1)</script>", "%s%s%n", "00000000-0000-8000-8000-000000000000", "2999-12-31T23:59:59Z", "data:image/png;base64,AAAA", "null", "NaN", "-1", "1e309",
    ];

    private static readonly string[] Numbers =
        ["0", "-1", "1", "2147483648", "-9223372036854775808", "18446744073709551616", "1e308", "1e400", "-1e400", "0.1", "1e-320", "123456789012345678901234567890"];

    private static readonly string[] Broken =
    [
        "", "{", "}", "[", "nul", "NaN", "{\"a\":NaN}", "{\"text\":Infinity}", "{\"text\":\"a\",\"text\":\"b\"}", "\"", "{\"text\":\"\\ud800\"}", "{'text':'a'}", "{\"text\":\"a\"}trailing", "\ufeff{}", "\0\0\0\0", "[[[[[[[[[[", "{\"limit\":1e5000}",
    ];

    private readonly List<(string Method, string Path, JsonElement Operation)> _operations =
    [
        .. document.GetProperty("paths").EnumerateObject().SelectMany(static path => path.Value.EnumerateObject()
            .Where(static operation => operation.Name is "get" or "post" or "put" or "patch" or "delete")
            .Select(operation => (operation.Name.ToUpperInvariant(), path.Name, operation.Value))),
    ];

    /// <summary>The operations of the document.</summary>
    public int Operations => _operations.Count;

    /// <summary>The next request. Event streams, which do not end by themselves, are left out.</summary>
    public HttpRequestMessage Next()
    {
        var (method, path, operation) = _operations[random.Next(_operations.Count)];
        while (path.EndsWith("/events", StringComparison.Ordinal) && method == "GET")
        {
            (method, path, operation) = _operations[random.Next(_operations.Count)];
        }

        // What all tests share is not to be dropped.
        var address = string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? Uri.EscapeDataString(Part(part)) : part));
        address = method == "DELETE" ? address.Replace("/catalogue", "/nothing", StringComparison.Ordinal) : address;
        if (random.Next(3) == 0)
        {
            address += "?" + string.Join('&', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Pick("limit", "cursor", "key", "size", "corpus", "reason", "collection", "x")}={Uri.EscapeDataString(Pick(Texts))}"));
        }

        var request = new HttpRequestMessage(new HttpMethod(random.Next(20) == 0 ? Pick("PUT", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW") : method), address);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = Body(operation);
        }

        if (random.Next(10) == 0)
        {
            request.Headers.TryAddWithoutValidation(Pick("Idempotency-Key", "X-Api-Key", "Authorization", "If-None-Match", "Accept", "Accept-Encoding", "X-Forwarded-For", "Cookie", "Traceparent", "Origin"), Pick([.. Texts.Where(static text => text.All(static c => c is >= ' ' and < '\u007f'))]));
        }

        return request;
    }

    private string Part(string name) => random.Next(3) switch
    {
        0 => name.Contains("collection", StringComparison.Ordinal) ? "catalogue" : Pick(Texts.Where(static text => text.Length > 0 && text.Trim('.', ' ').Length > 0).ToArray()),
        1 => new string('a', random.Next(1, 2_000)),
        _ => name.Contains("collection", StringComparison.Ordinal) ? "catalogue" : "00000000-0000-8000-8000-000000000000",
    };

    private ByteArrayContent Body(JsonElement operation)
    {
        var isForm = operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("multipart/form-data", out _);
        if (isForm ? random.Next(3) > 0 : random.Next(20) == 0)
        {
            return Form();
        }

        var json = random.Next(10) switch
        {
            0 => Pick(Broken),
            1 => string.Concat(Enumerable.Repeat("{\"filter\":{\"must\":[", random.Next(1, 400))) + "1",
            2 => new string('[', random.Next(1, 100_000)),
            3 => Value(depth: 0),
            _ when body.ValueKind == JsonValueKind.Object && body.GetProperty("content").TryGetProperty("application/json", out var content) => FromSchema(content.GetProperty("schema"), depth: 0),
            _ => Value(depth: 0),
        };
        var sent = new ByteArrayContent(random.Next(30) == 0 ? [0xff, 0xfe, 0xc0, 0x80, .. Encoding.UTF8.GetBytes(json)] : Encoding.UTF8.GetBytes(json));
        sent.Headers.ContentType = MediaTypeHeaderValue.Parse(random.Next(25) == 0 ? Pick("text/plain", "application/xml", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "image/png") : "application/json");
        return sent;
    }

    private ByteArrayContent Form()
    {
        var parts = new StringBuilder();
        foreach (var _ in Enumerable.Range(0, random.Next(0, 5)))
        {
            parts.Append($"--b\r\nContent-Disposition: form-data; name=\"{Pick("image", "limit", "filter", "key", "like", "diversity", "payload", "cursor", "x")}\"{Pick("", "; filename=\"../../x.png\"", "; filename=\"a\"")}\r\n{Pick("", "Content-Type: image/png\r\n")}\r\n{Pick(Texts)}\r\n");
        }

        parts.Append(Pick("--b--\r\n", "--b", "", "--wrong--\r\n", "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x\"\r\n\r\n"));
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(parts.ToString()));
        content.Headers.TryAddWithoutValidation("Content-Type", Pick("multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary=" + new string('b', 300)));
        return content;
    }

    /// <summary>A body of the document's own shape, some of whose fields have other values than they should.</summary>
    private string FromSchema(JsonElement schema, int depth)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (depth > 6 || random.Next(8) == 0)
        {
            return Value(depth);
        }

        foreach (var union in (ReadOnlySpan<string>)["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(union, out var choices))
            {
                return FromSchema(choices[random.Next(choices.GetArrayLength())], depth + 1);
            }
        }

        var type = schema.TryGetProperty("type", out var types) ? types.ValueKind == JsonValueKind.Array ? types[random.Next(types.GetArrayLength())].GetString() : types.GetString() : null;
        if (schema.TryGetProperty("properties", out var properties))
        {
            var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(static name => name.GetString()).ToHashSet() : [];
            var members = properties.EnumerateObject().Where(property => required.Contains(property.Name) ? random.Next(20) > 0 : random.Next(4) == 0);
            return "{" + string.Join(',', members.Select(property => $"{JsonSerializer.Serialize(property.Name)}:{FromSchema(property.Value, depth + 1)}")) + "}";
        }

        return type switch
        {
            "array" => "[" + string.Join(',', Enumerable.Range(0, random.Next(0, 4)).Select(_ => (schema.TryGetProperty("items", out var items) ? FromSchema(items, depth + 1) : Value(depth + 1)))) + "]",
            "string" => JsonSerializer.Serialize(Pick(Texts)),
            "integer" => random.Next(3) == 0 ? Pick(Numbers) : $"{random.Next(0, 12)}",
            "number" => random.Next(3) == 0 ? Pick(Numbers) : $"{random.NextDouble():F3}",
            "boolean" => Pick("true", "false"),
            "null" => "null",
            _ => Value(depth),
        };
    }

    private string Value(int depth) => random.Next(depth > 4 ? 6 : 8) switch
    {
        0 => "null",
        1 => Pick("true", "false"),
        2 or 3 => Pick(Numbers),
        4 or 5 => JsonSerializer.Serialize(random.Next(10) == 0 ? new string('x', random.Next(1, 20_000)) : Pick(Texts)),
        6 => "[" + string.Join(',', Enumerable.Range(0, random.Next(0, 5)).Select(_ => Value(depth + 1))) + "]",
        _ => "{" + string.Join(',', Enumerable.Range(0, random.Next(0, 5)).Select(_ => $"{JsonSerializer.Serialize(Pick("text", "limit", "filter", "mix", "$type", "__proto__", "x"))}:{Value(depth + 1)}")) + "}",
    };

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
