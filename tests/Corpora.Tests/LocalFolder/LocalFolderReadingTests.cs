using System.Diagnostics;
using System.Runtime.Versioning;
using Cluster.Corpora.LocalFolder;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.TestSupport;

namespace Cluster.Corpora.Tests.LocalFolder;

public sealed class LocalFolderReadingTests
{
    [Fact]
    public async Task Tag_changes_with_the_file_and_reading_gives_the_tag_of_what_was_read()
    {
        await using var folder = new FolderFixture();
        folder.Write("a.jpg", [1]);
        var source = folder.Open();
        var listed = await source.FindAsync(new BlobKey("a.jpg"), default);
        folder.Write("a.jpg", [1, 2]);
        using var read = await source.ReadAsync(listed!, 100, default);
        Assert.NotEqual(listed!.ETag, read.ETag);
        Assert.Equal([1, 2], read.Bytes.ToArray());
        Assert.Equal((await source.FindAsync(new BlobKey("a.jpg"), default))!.ETag, read.ETag);
    }

    /// <summary>Memory of this process at address 0, as a file: the kernel opens it and gives an I/O error, as a disk that fails does.</summary>
    [Fact]
    public async Task Disk_that_fails_is_told_without_the_name_of_the_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        const string Broken = "/proc/self/mem";
        using var handle = File.OpenHandle(Broken);
        using var read = await FileReader.ReadRangeAsync(Broken, FileVersion.Of(handle).ETag, 0, 16, TestContext.Current.CancellationToken);
        Assert.Equal(FailureKind.Unavailable, read.Failure!.Kind);
        Assert.Equal("The file cannot be read now: Input/output error", read.Failure.Detail);
    }

    [Fact]
    public async Task File_that_grows_while_it_is_read_is_never_given_out_in_part()
    {
        await using var folder = new FolderFixture();
        folder.Write("a.jpg", new byte[1 << 16]);
        var source = folder.Open();
        var image = (await source.FindAsync(new BlobKey("a.jpg"), default))!;
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            await using var file = new FileStream(Path.Combine(folder.Root, "a.jpg"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            while (!stop.IsCancellationRequested)
            {
                file.Write(new byte[997]);
                file.Flush();
                if (file.Length > 1 << 24)
                {
                    file.SetLength(1 << 16);
                }
            }
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 200; i++)
        {
            using var read = await source.ReadAsync(image, long.MaxValue, default);
            if (read.Failure is { } failure)
            {
                Assert.Equal(FailureKind.Unavailable, failure.Kind);
            }
            else
            {
                Assert.StartsWith(read.Bytes.Length.ToString("x") + "-", read.ETag, StringComparison.Ordinal);
            }
        }

        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task Sparse_file_far_above_the_limit_is_refused_without_taking_memory()
    {
        await using var folder = new FolderFixture();
        folder.Write("big.jpg");
        using (var file = File.OpenHandle(Path.Combine(folder.Root, "big.jpg"), FileMode.Open, FileAccess.Write))
        {
            RandomAccess.SetLength(file, 1L << 40);
        }

        var source = folder.Open();
        var image = (await source.FindAsync(new BlobKey("big.jpg"), default))!;
        var before = GC.GetTotalAllocatedBytes();
        using var read = await source.ReadAsync(image, long.MaxValue, default);
        Assert.Equal(FailureKind.TooManyBytes, read.Failure?.Kind);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 1 << 24);
    }

    [Fact]
    public async Task Pipe_reads_as_empty_and_does_not_hang()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo");
        await using var folder = new FolderFixture();
        using var shell = Process.Start("mkfifo", [Path.Combine(folder.Root, "pipe.jpg")]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        var source = folder.Open();
        using var read = await source.ReadAsync((await source.FindAsync(new BlobKey("pipe.jpg"), default))!, 100, default);
        Assert.Null(read.Failure);
        Assert.True(read.Bytes.IsEmpty);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task File_without_permission_is_forbidden()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "permissions do not bind this user");
        await using var folder = new FolderFixture();
        folder.Write("a.jpg");
        folder.Write("d/b.jpg");
        File.SetUnixFileMode(Path.Combine(folder.Root, "a.jpg"), UnixFileMode.None);
        File.SetUnixFileMode(Path.Combine(folder.Root, "d"), UnixFileMode.None);
        var source = folder.Open();
        using var read = await source.ReadAsync(new CorpusImage(new BlobKey("a.jpg"), "a.jpg", "", 1), 100, default);
        Assert.Equal(FailureKind.Forbidden, read.Failure?.Kind);
        var fault = await Assert.ThrowsAsync<FailureException>(() => LocalFolderListingTests.KeysAsync(source));
        Assert.Equal(FailureKind.Forbidden, fault.Failure.Kind);
        File.SetUnixFileMode(Path.Combine(folder.Root, "d"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Real_photographs_are_listed_and_read_byte_for_byte()
    {
        var root = SharedData.Path("datasets", "clothing");
        var source = FolderFixture.Open(root, 100);
        var expected = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(root, p)).Where(static k => !k.StartsWith('.') && !k.Contains("/.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, await LocalFolderListingTests.KeysAsync(source));
        foreach (var key in expected.Take(50))
        {
            using var read = await source.ReadAsync((await source.FindAsync(new BlobKey(key), default))!, 1 << 26, default);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(root, key)), read.Bytes.ToArray());
        }
    }
}
