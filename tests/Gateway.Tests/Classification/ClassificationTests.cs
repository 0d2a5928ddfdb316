using System.Net;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Classification;

[Collection<CatalogueCollection>]
public sealed class ClassificationTests(CatalogueGateway shop)
{
    private static readonly ProductKind[] Kinds = [ProductKind.Mug, ProductKind.Sofa, ProductKind.Boot, ProductKind.Lamp];

    [Fact]
    public async Task Labels_in_words_name_stored_points_and_uploaded_pictures_alike()
    {
        var items = Kinds.Select(kind => shop.OfKind(kind)[0]).ToList();
        var subjects = items.Select(static item => (object)new { key = item.Key }).Concat(items.Select(static item => (object)new { image = Convert.ToBase64String(CatalogueRenderer.RenderImage(item)) }));
        var answer = await shop.PostAsync("classify", new { subjects, labels = Kinds.Select(static kind => new { label = kind.Word() }), top = 4 });
        var results = answer.GetProperty("results").EnumerateArray().ToList();
        for (var i = 0; i < results.Count; i++)
        {
            Assert.Equal(items[i % items.Count].Combination.Kind.Word(), results[i].GetProperty("labels")[0].GetProperty("label").GetString());
            Assert.Equal(1, results[i].GetProperty("labels").EnumerateArray().Sum(static label => label.GetProperty("probability").GetDouble()), 1e-3);
        }

        Assert.Equal(IdOf(items[0].Key), results[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("prototypes")]
    [InlineData("probe")]
    public async Task A_few_examples_teach_classes_that_hold_for_the_rest(string method)
    {
        var examples = Kinds.SelectMany(kind => shop.OfKind(kind).Take(4).Select(item => new { label = kind.Word(), key = item.Key }));
        var rest = Kinds.SelectMany(kind => shop.OfKind(kind).Skip(4)).Take(100).ToList();
        var answer = await shop.PostAsync("classify", new { subjects = rest.Select(static item => new { key = item.Key }), examples, method, top = 1 });
        var right = answer.GetProperty("results").EnumerateArray().Zip(rest).Count(static pair => pair.First.GetProperty("labels")[0].GetProperty("label").GetString() == pair.Second.Combination.Kind.Word());
        Assert.True(right >= rest.Count * 0.9, $"{right} of {rest.Count} are right");
    }

    [Fact]
    public async Task Moderation_flags_what_its_sentences_are_about()
    {
        var (boot, mug) = (shop.OfKind(ProductKind.Boot)[0], shop.OfKind(ProductKind.Mug)[0]);
        var answer = await shop.PostAsync("moderate", new { subjects = new[] { new { key = boot.Key }, new { key = mug.Key } }, categories = new[] { new { name = "footwear", positive = new[] { "a boot" }, negative = new[] { "a mug" } } } });
        Assert.True(answer.GetProperty("results")[0].GetProperty("flagged").GetBoolean());
        Assert.False(answer.GetProperty("results")[1].GetProperty("flagged").GetBoolean());
    }

    [Theory]
    [InlineData("""{"subjects":[{"key":"x"}]}""")]
    [InlineData("""{"subjects":[],"labels":[{"label":"a"}]}""")]
    [InlineData("""{"subjects":[{}],"labels":[{"label":"a"}]}""")]
    [InlineData("""{"subjects":[{"id":"00000000-0000-8000-8000-000000000000"}],"labels":[{"label":""}]}""")]
    [InlineData("""{"subjects":[{"id":"00000000-0000-8000-8000-000000000000"}],"labels":[{"label":"a"}],"templates":["no place"]}""")]
    [InlineData("""{"subjects":[{"id":"00000000-0000-8000-8000-000000000000"}],"examples":[{"label":"a","text":"only one class"}]}""")]
    public async Task What_cannot_be_classified_is_refused(string body)
    {
        using var answer = await shop.Host.SendAsync(HttpMethod.Post, $"/v1/collections/{Name}/classify", body);
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{(int)answer.StatusCode}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }
}
