using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cluster.SampleCatalogue;
using Cluster.TestSupport;

namespace Cluster.Gateway.Tests.Embeddings;

[Collection<CatalogueCollection>]
public sealed class EmbeddingsTests(CatalogueGateway shop)
{
    [Fact]
    public async Task The_client_that_OpenAI_ships_embeds_lists_models_and_reads_the_reason_of_a_refusal()
    {
        using var folder = new TemporaryFolder();
        Node.Link(folder.Root);
        await File.WriteAllTextAsync(
            folder.Path("ask.mjs"),
            """
            import OpenAI from 'openai';
            const client = new OpenAI({ baseURL: process.argv[2] + 'v1', apiKey: 'none', maxRetries: 0 });
            const models = (await client.models.list()).data.map(model => model.id);
            const model = await client.models.retrieve('demo-clip');
            const two = await client.embeddings.create({ model: 'demo-clip', input: ['a mug', 'a sofa'] });
            const floats = await client.embeddings.create({ model: 'demo-clip', input: 'a mug', encoding_format: 'float' });
            const short = await client.embeddings.create({ model: 'demo-clip', input: 'a mug', dimensions: 64 });
            let refusal;
            try { await client.embeddings.create({ model: 'demo-clip', input: '' }); } catch (fault) { refusal = { status: fault.status, message: fault.message, code: fault.code }; }
            let missing;
            try { await client.embeddings.create({ model: 'nothing', input: 'x' }); } catch (fault) { missing = fault.constructor.name; }
            console.log(JSON.stringify({ models, object: model.object, two: two.data.map(row => row.embedding), floats: floats.data[0].embedding, short: short.data[0].embedding, refusal, missing }));
            """);
        var said = JsonDocument.Parse(await Node.RunAsync(["ask.mjs", shop.Host.Http.BaseAddress!.AbsoluteUri], folder.Root, TestContext.Current.CancellationToken)).RootElement;
        Assert.Contains(said.GetProperty("models").EnumerateArray(), static id => id.GetString()!.StartsWith("demo-clip@", StringComparison.Ordinal));
        Assert.Equal("model", said.GetProperty("object").GetString());

        // The client asks for base64 by itself and decodes it: the same numbers as plain ones.
        var (mug, sofa, plain) = (Floats(said.GetProperty("two")[0]), Floats(said.GetProperty("two")[1]), Floats(said.GetProperty("floats")));
        Assert.Equal(plain.Length, mug.Length);
        Assert.All(plain.Zip(mug), static pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.True(Dot(mug, sofa) < 0.98);
        var cut = Floats(said.GetProperty("short"));
        Assert.Equal(64, cut.Length);
        Assert.Equal(1, Dot(cut, cut), 1e-4);
        Assert.Equal(400, said.GetProperty("refusal").GetProperty("status").GetInt32());
        Assert.Contains("$.input", said.GetProperty("refusal").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("invalid-request", said.GetProperty("refusal").GetProperty("code").GetString());
        Assert.Equal("NotFoundError", said.GetProperty("missing").GetString());
    }

    [Fact]
    public async Task A_picture_as_data_URI_has_the_vector_of_its_stored_point()
    {
        var item = shop.Items[7];
        var input = "data:image/jpeg;base64," + Convert.ToBase64String(CatalogueRenderer.RenderImage(item));
        var answer = await shop.Host.AskAsync(HttpMethod.Post, "/v1/embeddings", new { model = "demo-clip", input = new[] { input, "words" }, encoding_format = "base64" });
        var bytes = Convert.FromBase64String(answer.GetProperty("data")[0].GetProperty("embedding").GetString()!);
        var vector = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        Assert.True(Domain.Identity.PointId.TryParse(CatalogueGateway.IdOf(item.Key), out var id));
        var stored = (await shop.Index.GetAsync(shop.Concrete, [id], new VectorIndex.PointSelector(true, []), CancellationToken.None))[0].Vector!.Value.ToArray();
        Assert.Equal(1, Dot(vector, stored), 1e-3);
    }

    [Theory]
    [InlineData("""{"model":"demo-clip","input":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"demo-clip","input":[[1,2,3]]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"demo-clip","input":"x","dimensions":100000}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"demo-clip","input":"x","encoding_format":"octal"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"demo-clip","input":"data:image/png;base64,aGVsbG8="}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"model":"../secrets","input":"x"}""", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_embedded_is_refused_with_the_reason(string body, HttpStatusCode status)
    {
        var problem = await shop.Host.RefusedAsync(status, HttpMethod.Post, "/v1/embeddings", body);
        Assert.Equal(problem.GetProperty("detail").GetString(), problem.GetProperty("error").GetProperty("message").GetString());
    }

    private static float[] Floats(JsonElement list) => [.. list.EnumerateArray().Select(static x => x.GetSingle())];

    private static double Dot(float[] one, float[] other) => one.Zip(other, static (a, b) => (double)a * b).Sum();
}
