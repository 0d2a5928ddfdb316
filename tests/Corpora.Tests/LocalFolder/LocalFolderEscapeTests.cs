using System.Diagnostics;
using Cluster.Corpora.LocalFolder;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.Tests.LocalFolder;

public sealed class LocalFolderEscapeTests
{
    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task Key_that_tries_to_leave_the_folder_is_forbidden(string key)
    {
        await using var folder = new FolderFixture();
        folder.Write("a/b");
        var source = folder.Open();
        using var read = await source.ReadAsync(new CorpusImage(new BlobKey(key), key, "", 1), 100, default);
        Assert.Equal(FailureKind.Forbidden, read.Failure?.Kind);
        var fault = await Assert.ThrowsAsync<FailureException>(async () => await source.FindAsync(new BlobKey(key), default));
        Assert.Equal(FailureKind.Forbidden, fault.Failure.Kind);
    }

    [Fact]
    public async Task Links_out_of_the_folder_are_not_listed_and_cannot_be_read()
    {
        await using var folder = new FolderFixture();
        using var outside = new TemporaryFolder();
        await File.WriteAllTextAsync(outside.Path("secret.jpg"), "secret");
        folder.Write("in.jpg");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "out.jpg"), outside.Path("secret.jpg"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "outdir"), outside.Root);
        File.CreateSymbolicLink(Path.Combine(folder.Root, "roundabout.jpg"), Path.Combine(folder.Root, "outdir", "secret.jpg"));
        File.CreateSymbolicLink(Path.Combine(folder.Root, "dangling.jpg"), Path.Combine(folder.Root, "nothing"));
        var source = folder.Open();
        Assert.Equal(["in.jpg"], await LocalFolderListingTests.KeysAsync(source));
        foreach (var key in (string[])["out.jpg", "outdir/secret.jpg", "roundabout.jpg", "dangling.jpg"])
        {
            using var read = await source.ReadAsync(new CorpusImage(new BlobKey(key), key, "", 1), 100, default);
            Assert.Equal(FailureKind.Forbidden, read.Failure?.Kind);
        }
    }

    [Fact]
    public async Task Link_to_a_file_inside_the_folder_is_an_image_of_its_own()
    {
        await using var folder = new FolderFixture();
        folder.Write("a/in.jpg", [1, 2, 3]);
        File.CreateSymbolicLink(Path.Combine(folder.Root, "link.jpg"), "a/in.jpg");
        var source = folder.Open();
        Assert.Equal(["a/in.jpg", "link.jpg"], await LocalFolderListingTests.KeysAsync(source));
        var found = await source.FindAsync(new BlobKey("link.jpg"), default);
        using var read = await source.ReadAsync(found!, 100, default);
        Assert.Equal([1, 2, 3], read.Bytes.ToArray());
        Assert.Equal(3, found!.Length);
    }

    [Fact]
    public async Task Links_in_circles_end_the_listing_all_the_same()
    {
        await using var folder = new FolderFixture();
        folder.Write("a/x.jpg");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "a", "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "a", "self"), ".");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "one"), "two");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "two"), "one");
        Assert.Equal(["a/x.jpg"], await LocalFolderListingTests.KeysAsync(folder.Open()));
    }

    [Fact]
    public async Task Root_that_is_itself_a_link_lists_what_it_points_to()
    {
        await using var folder = new FolderFixture();
        using var elsewhere = new TemporaryFolder();
        folder.Write("a/x.jpg");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "y.jpg"), "a/x.jpg");
        var link = elsewhere.Path("corpus");
        Directory.CreateSymbolicLink(link, folder.Root);
        Assert.Equal(["a/x.jpg", "y.jpg"], await LocalFolderListingTests.KeysAsync(FolderFixture.Open(link)));
    }

    [Fact]
    public async Task Corpus_outside_the_allowed_roots_is_forbidden_even_through_a_link()
    {
        await using var folder = new FolderFixture();
        using var outside = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Root, "ok"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "out"), outside.Root);
        var factory = new FolderSourceFactory(Options.Create(new FolderOptions { AllowedRoots = [folder.Root] }));
        factory.Create(new CorpusSpec(new CorpusId("c"), "folder", Path.Combine(folder.Root, "ok")));
        foreach (var location in (string[])[outside.Root, folder.Root + "x", Path.Combine(folder.Root, "out"), Path.Combine(folder.Root, "..")])
        {
            var fault = Assert.Throws<FailureException>(() => factory.Create(new CorpusSpec(new CorpusId("c"), "folder", location)));
            Assert.Equal(FailureKind.Forbidden, fault.Failure.Kind);
        }
    }

    [Fact]
    public async Task Names_that_are_not_utf8_are_listed_and_refused_on_reading()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only there may a file name be any bytes");
        await using var folder = new FolderFixture();
        folder.Write("good.jpg");
        await ShellAsync(folder.Root, @"bad=$(printf 'bad\377.jpg'); dir=$(printf 'dir\376'); printf x > ""$bad""; mkdir ""$dir""; printf x > ""$dir""/in.jpg");
        var source = folder.Open();
        var images = await source.ListPartitionsAsync(null, default).SelectMany(p => source.ListImagesAsync(p, null, default)).ToListAsync();
        Assert.Equal(["bad\uFFFD.jpg", "dir\uFFFD", "good.jpg"], images.Select(static i => i.Key.Value));
        foreach (var image in images.Where(static i => i.Key.Value != "good.jpg"))
        {
            using var read = await source.ReadAsync(image, 100, default);
            Assert.Equal(FailureKind.Gone, read.Failure?.Kind);
            Assert.Contains("UTF-8", read.Failure!.Detail, StringComparison.Ordinal);
        }

        // The framework cannot remove what it cannot name.
        await ShellAsync(folder.Root, "rm -r bad* dir*");
    }

    private static async Task ShellAsync(string folder, string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = folder })!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
    }
}
