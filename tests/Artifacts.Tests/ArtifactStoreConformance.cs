using System.Text;
using Cluster.Artifacts;

namespace Cluster.Artifacts.Tests;

/// <summary>What every artifact store must hold.</summary>
public abstract class ArtifactStoreConformance
{
    protected abstract IArtifactStore Store { get; }

    [Fact]
    public async Task Written_artifact_reads_back_and_replaces_what_was_there()
    {
        await WriteAsync("a/b.txt", "old");
        await WriteAsync("a/b.txt", "new and longer");
        Assert.Equal("new and longer", await ReadAsync("a/b.txt"));
        Assert.True(await Store.ExistsAsync(ArtifactName.Of("a/b.txt"), default));
    }

    [Fact]
    public async Task Absent_artifact_is_null_false_and_false()
    {
        var name = ArtifactName.Of("no/such");
        Assert.Null(await Store.OpenReadAsync(name, default));
        Assert.False(await Store.ExistsAsync(name, default));
        Assert.False(await Store.DeleteAsync(name, default));
    }

    [Fact]
    public async Task Deleted_artifact_is_gone()
    {
        await WriteAsync("a", "x");
        Assert.True(await Store.DeleteAsync(ArtifactName.Of("a"), default));
        Assert.False(await Store.ExistsAsync(ArtifactName.Of("a"), default));
    }

    [Fact]
    public async Task Listing_gives_the_names_under_a_prefix_in_ordinal_order_with_lengths()
    {
        string[] names = ["p/a-b", "p/a/1", "p/a/2", "p/a.b/1", "p/a0", "pq/x", "p/B"];
        foreach (var name in names)
        {
            await WriteAsync(name, name);
        }

        Assert.Equal(names.Where(static n => n.StartsWith("p/")).Order(StringComparer.Ordinal).Select(static n => new ArtifactEntry(new(n), n.Length)), await ListAsync("p/"));
        Assert.Equal(2, (await ListAsync("p/a/")).Count);
        Assert.Equal(names.Length, (await ListAsync("")).Count);
        Assert.Empty(await ListAsync("none/"));
    }

    [Fact]
    public async Task Failed_write_leaves_the_old_content_and_nothing_else()
    {
        await WriteAsync("a", "old");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync(
            ArtifactName.Of("a"),
            async (stream, token) =>
            {
                await stream.WriteAsync(new byte[100_000], token);
                throw new InvalidOperationException("half-way");
            },
            default));
        Assert.Equal("old", await ReadAsync("a"));
        Assert.Single(await ListAsync(""));
    }

    [Fact]
    public async Task Cancelled_write_leaves_the_old_content()
    {
        await WriteAsync("a", "old");
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(
            ArtifactName.Of("a"), async (stream, _) =>
            {
                await stream.WriteAsync("new"u8.ToArray(), CancellationToken.None);
                await cancel.CancelAsync();
            },
            cancel.Token));
        Assert.Equal("old", await ReadAsync("a"));
    }

    [Fact]
    public async Task Reader_sees_one_whole_version_while_writers_replace_it()
    {
        await WriteAsync("a", Version(0));
        var writers = Enumerable.Range(1, 3).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await WriteAsync("a", Version(w * 100 + i));
            }
        })).ToList();
        for (var i = 0; i < 100; i++)
        {
            var text = await ReadAsync("a");
            Assert.Equal(Version(int.Parse(text.AsSpan(0, text.IndexOf(';')))), text);
        }

        await Task.WhenAll(writers);

        static string Version(int number) => string.Concat(Enumerable.Repeat($"{number};", 5_000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData(".tmp/a")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("a\0")]
    public async Task Name_that_is_no_plain_path_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => ArtifactName.Of(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(new ArtifactName(name), static (_, _) => Task.CompletedTask, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenReadAsync(new ArtifactName(name), default));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("/")]
    [InlineData("../")]
    public async Task Prefix_that_is_not_whole_segments_is_refused(string prefix) =>
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(prefix));

    protected Task WriteAsync(string name, string text) =>
        Store.WriteAsync(ArtifactName.Of(name), (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask(), default);

    protected async Task<string> ReadAsync(string name)
    {
        using var reader = new StreamReader((await Store.OpenReadAsync(ArtifactName.Of(name), default))!);
        return await reader.ReadToEndAsync();
    }

    protected async Task<List<ArtifactEntry>> ListAsync(string prefix) => await Store.ListAsync(prefix, default).ToListAsync();
}
