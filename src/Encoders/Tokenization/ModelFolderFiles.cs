using System.Text.Json;
using Cluster.Domain.Outcomes;

namespace Cluster.Encoders.Tokenization;

/// <summary>The tokenizer files of a model folder, each read at most once.</summary>
internal sealed class ModelFolderFiles(string folder)
{
    /// <summary>No tokenizer file of a published model is larger; XLM-V's, the largest, has 61 MB.</summary>
    private const long LargestFile = 256L << 20;

    private static readonly JsonDocumentOptions JsonOptions = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Whether the file is there.</summary>
    public bool Has(string name) => File.Exists(Path.Combine(folder, name));

    /// <summary>The bytes of a file that is there.</summary>
    public byte[] Bytes(string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            var length = new FileInfo(path).Length;
            return length <= LargestFile ? File.ReadAllBytes(path) : throw Incomplete($"{name} has {length} bytes; a tokenizer file has at most {LargestFile}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Incomplete($"{name} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>A JSON file whose root is an object; null when it is not there.</summary>
    public JsonElement? Json(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Bytes(name), JsonOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Incomplete($"{name} is not a JSON object.");
        }
        catch (JsonException fault)
        {
            throw Incomplete($"{name} is not valid JSON: {fault.Message}", fault);
        }
    }

    /// <summary>A fault of the folder, for a person.</summary>
    public FailureException Incomplete(string detail, Exception? inner = null) =>
        new(FailureKind.ModelIncomplete, $"Model folder {folder}: {detail}", inner);
}
