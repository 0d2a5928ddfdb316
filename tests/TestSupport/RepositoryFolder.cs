namespace Cluster.TestSupport;

/// <summary>The checkout that the tests run in.</summary>
public static class RepositoryFolder
{
    /// <summary>Its root: the nearest folder above the test that holds Cluster.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path inside the checkout.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Cluster.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Run the tests from inside a checkout: no Cluster.sln above " + AppContext.BaseDirectory);
    }
}
