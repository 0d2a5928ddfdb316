using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Outcomes;
using CsCheck;

namespace Cluster.Corpora.Tests.LocalFolder;

public sealed class LocalFolderListingTests
{
    [Fact]
    public async Task Listing_follows_the_ordinal_order_of_full_keys_across_directories()
    {
        await using var folder = new FolderFixture();
        string[] keys = ["a-b/1.jpg", "a.jpg", "a/1.jpg", "a/b-/x", "a/b/x", "a0", "b/é.png", "b/日本.png", "B"];
        foreach (var key in keys)
        {
            folder.Write(key);
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), await KeysAsync(folder.Open()));
    }

    [Fact]
    public void Any_tree_lists_in_order_and_resumes_behind_any_key_whatever_the_window()
    {
        var segment = Gen.Char["ab-.0_z"].Array[1, 3].Select(static c => "n" + new string(c));
        var keys = segment.Array[1, 4].Select(static s => string.Join('/', s)).Array[1, 25];
        Gen.Select(keys, Gen.Int[1, 5], Gen.Int[1, 6]).Sample(static (keys, window, partitionSize) =>
        {
            var folder = new FolderFixture(window);
            try
            {
                return HoldsAsync(folder, keys, partitionSize).AsTask().GetAwaiter().GetResult();
            }
            finally
            {
                folder.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }, iter: 60, threads: 1);

        static async ValueTask<bool> HoldsAsync(FolderFixture folder, string[] keys, int partitionSize)
        {
            // A key that is also the folder of another cannot be made.
            var files = keys.Where(k => !keys.Any(o => o.StartsWith(k + "/", StringComparison.Ordinal))).Distinct().Order(StringComparer.Ordinal).ToList();
            files.ForEach(f => folder.Write(f));
            var source = folder.Open(partitionSize);
            var all = new List<string>();
            await foreach (var partition in source.ListPartitionsAsync(null, default))
            {
                var images = await source.ListImagesAsync(partition, null, default).Select(static i => i.Key.Value).ToListAsync();
                Assert.Equal((partition.Start, partition.End, partition.Count), (images[0], images[^1], images.Count));
                foreach (var (i, key) in images.Index())
                {
                    Assert.Equal(images.Skip(i + 1), await source.ListImagesAsync(partition, key, default).Select(static i => i.Key.Value).ToListAsync());
                }

                all.AddRange(images);
            }

            Assert.Equal(files, all);
            return true;
        }
    }

    [Fact]
    public async Task Hidden_files_and_folders_are_left_out()
    {
        await using var folder = new FolderFixture();
        folder.Write(".hidden.jpg");
        folder.Write(".git/x.jpg");
        folder.Write("a/.b/x.jpg");
        folder.Write("a/x.jpg");
        Assert.Equal(["a/x.jpg"], await KeysAsync(folder.Open()));
    }

    [Fact]
    public async Task Include_and_exclude_choose_by_extension_whatever_its_case()
    {
        await using var folder = new FolderFixture();
        foreach (var key in (string[])["a.JPG", "b.png", "c.txt", "d", "e.jpeg"])
        {
            folder.Write(key);
        }

        Assert.Equal(["a.JPG", "b.png"], await KeysAsync(folder.Open(10, ("include", "jpg, .PNG"))));
        Assert.Equal(["a.JPG", "b.png", "d", "e.jpeg"], await KeysAsync(folder.Open(10, ("exclude", "txt"))));
    }

    [Theory]
    [InlineData("inclde", "jpg")]
    [InlineData("include", "j/g")]
    [InlineData("exclude", ".")]
    public async Task Unknown_or_unusable_option_is_refused(string name, string value)
    {
        await using var folder = new FolderFixture();
        var fault = Assert.Throws<FailureException>(() => folder.Open(10, (name, value)));
        Assert.Equal(FailureKind.InvalidRequest, fault.Failure.Kind);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_added_behind_a_listed_partition_are_in_the_partitions_that_follow()
    {
        await using var folder = new FolderFixture();
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            folder.Write(key);
        }

        var source = folder.Open(2);
        var first = await source.ListPartitionsAsync(null, default).FirstAsync();
        folder.Write("bb");
        var rest = await source.ListPartitionsAsync(first, default).ToListAsync();
        Assert.Equal([new CorpusPartition(1, "bb", "c", 2), new CorpusPartition(2, "d", "d", 1)], rest);
    }

    [Fact]
    public async Task Empty_folder_has_no_partitions()
    {
        await using var folder = new FolderFixture();
        Assert.Null(await folder.Open().CheckAsync(default));
        Assert.Empty(await folder.Open().ListPartitionsAsync(null, default).ToListAsync());
    }

    [Fact]
    public async Task Missing_folder_file_and_relative_path_are_refused_with_what_to_do()
    {
        await using var folder = new FolderFixture();
        folder.Write("file");
        var missing = await FolderFixture.Open(Path.Combine(folder.Root, "no")).CheckAsync(default);
        var file = await FolderFixture.Open(Path.Combine(folder.Root, "file")).CheckAsync(default);
        Assert.Equal(FailureKind.CorpusNotFound, missing?.Kind);
        Assert.Contains("correct the location", missing!.Detail, StringComparison.Ordinal);
        Assert.Equal(FailureKind.CorpusNotFound, file?.Kind);
        Assert.Equal(FailureKind.InvalidRequest, Assert.Throws<FailureException>(() => FolderFixture.Open("images")).Failure.Kind);
    }

    internal static async Task<List<string>> KeysAsync(ICorpusSource source)
    {
        var keys = new List<string>();
        await foreach (var partition in source.ListPartitionsAsync(null, default))
        {
            keys.AddRange(await source.ListImagesAsync(partition, null, default).Select(static i => i.Key.Value).ToListAsync());
        }

        return keys;
    }
}
