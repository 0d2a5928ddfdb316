using Cluster.Artifacts;
using Cluster.Artifacts.Folder;
using Cluster.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Artifacts.Tests;

public sealed class FolderArtifactStoreTests : ArtifactStoreConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderArtifactStoreTests() => Store = Open(TimeProvider.System);

    protected override IArtifactStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_killed_writers_left_is_removed_a_day_later_and_not_before()
    {
        var left = _folder.Path("store", ".tmp", "left");
        File.WriteAllText(left, "half");
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(left), TimeSpan.Zero);
        Open(new FakeTimeProvider(written.AddHours(23)));
        Assert.True(File.Exists(left));
        Open(new FakeTimeProvider(written.AddHours(25)));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task Files_of_others_in_the_folder_are_not_listed()
    {
        await WriteAsync("a", "x");
        await File.WriteAllTextAsync(_folder.Path("store", ".hidden"), "x");
        await File.WriteAllTextAsync(_folder.Path("store", "not a name"), "x");
        Assert.Single(await ListAsync(""));
    }

    [Fact]
    public void Missing_folder_option_is_named_by_its_key()
    {
        using var services = new ServiceCollection().AddArtifacts().BuildServiceProvider();
        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IArtifactStore>());
        Assert.Contains("Artifacts:Folder", fault.Message, StringComparison.Ordinal);
    }

    private FolderArtifactStore Open(TimeProvider time) => new(Options.Create(new FolderArtifactOptions { Folder = _folder.Path("store") }), time);
}
