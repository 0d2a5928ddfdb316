using Cluster.Encoders;

namespace Cluster.Standalone;

/// <summary>The small encoder that lies beside the program.</summary>
internal static class BundledModels
{
    /// <summary>Its name.</summary>
    public const string Demo = "demo-clip";

    /// <summary>Has it found from whatever folder the program is started in; a folder of that name among the configured ones comes first.</summary>
    public static IServiceCollection AddBundledModels(this IServiceCollection services) => services.PostConfigure<EncoderCatalogOptions>(static options =>
    {
        var bundled = Path.Combine(AppContext.BaseDirectory, "models", Demo);
        var isThere = options.ModelFolders.Any(static folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == Demo || Directory.Exists(Path.Combine(folder, Demo)));
        if (!isThere && Directory.Exists(bundled))
        {
            options.ModelFolders.Add(bundled);
        }
    });
}
