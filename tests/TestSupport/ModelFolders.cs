using System.Text.Json.Nodes;

namespace Cluster.TestSupport;

/// <summary>Model folders of a test's own, made from others.</summary>
public static class ModelFolders
{
    /// <summary>Copies a model folder.</summary>
    public static void Copy(string source, string folder)
    {
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Copies a model folder and changes how pictures are prepared for it: another embedding space.</summary>
    public static void Copy(string source, string folder, Action<JsonNode> preprocessor)
    {
        Copy(source, folder);
        var config = Path.Combine(folder, "preprocessor_config.json");
        var json = JsonNode.Parse(File.ReadAllText(config))!;
        preprocessor(json);
        File.WriteAllText(config, json.ToJsonString());
    }
}
