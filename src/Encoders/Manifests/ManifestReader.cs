using System.Security.Cryptography;
using System.Text;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Tokenization;
using Cluster.Imaging;

namespace Cluster.Encoders.Manifests;

/// <summary>Reads a model folder: which family, how pictures and texts go in, how long the vectors are, and which space they make.</summary>
internal sealed class ManifestReader(FileHashes hashes)
{
    /// <exception cref="FailureException">ModelIncomplete, naming the file or key that was looked for.</exception>
    public async Task<EncoderManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        folder = Path.GetFullPath(folder);
        var name = Path.GetFileName(folder);
        if (!JsonConfig.Exists(folder, ModelFiles.Vision))
        {
            throw new FailureException(FailureKind.ModelIncomplete, $"The model folder '{name}' has no {ModelFiles.Vision}. Export the image tower to ONNX first.");
        }

        var isOpenClip = JsonConfig.Exists(folder, ModelFiles.OpenClipConfig);
        var config = JsonConfig.Read(folder, isOpenClip ? ModelFiles.OpenClipConfig : ModelFiles.Config);
        var family = isOpenClip ? EncoderFamily.OpenClip : Family(config, name);
        var preprocessing = isOpenClip
            ? PreprocessingReader.OpenClip(config)
            : PreprocessingReader.HuggingFace(JsonConfig.Read(folder, ModelFiles.Preprocessor));
        var dimension = Dimension(family, config);
        var pooling = PoolingReader.Read(family, config);
        List<string> files = [ModelFiles.Vision];
        TokenizerRules? rules = null;
        var contextLength = 0;
        var fingerprint = "";
        if (JsonConfig.Exists(folder, ModelFiles.Text))
        {
            files.Add(ModelFiles.Text);
            rules = isOpenClip ? TokenizerRules.OpenClip : TokenizerRules.HuggingFace;
            var tokenizer = TokenizerLoader.Load(folder, rules.Value);
            (contextLength, fingerprint) = (tokenizer.ContextLength, tokenizer.Fingerprint);
        }

        Dictionary<string, string> fileHashes = [];
        foreach (var file in files.SelectMany(graph => ModelFiles.WithWeights(folder, graph)))
        {
            fileHashes[file] = await hashes.OfAsync(Path.Combine(folder, file), cancellationToken);
        }

        var space = Space(family, fileHashes, preprocessing, fingerprint, pooling, dimension);
        return new EncoderManifest
        {
            Id = new EncoderId($"{name}@{space.Value[..8]}"),
            Space = space,
            Folder = folder,
            Family = family,
            Dimension = dimension,
            Preprocessing = preprocessing,
            ImagePooling = pooling.Image,
            TextPooling = rules is null ? null : pooling.Text,
            Tokenizer = rules,
            ContextLength = contextLength,
            LogitScale = LogitScaleReader.Read(folder, family, config),
            Licence = LicenceReader.Read(folder, config),
            FileHashes = fileHashes,
        };
    }

    // Without model_type, which old files lack, the class that wrote the weights says it too.
    private static EncoderFamily Family(JsonConfig config, string name) => (config.Text("model_type") ?? config.FirstText("architectures")) switch
    {
        "clip" or "metaclip_2" or "CLIPModel" or "MetaClip2Model" => EncoderFamily.Clip,
        "align" or "AlignModel" => EncoderFamily.Align,
        "siglip" or "siglip2" or "SiglipModel" or "Siglip2Model" => EncoderFamily.SigLip,
        var other => throw new FailureException(
            FailureKind.ModelIncomplete,
            $"The model folder '{name}' is of the unknown family '{other ?? "(none given)"}'. Looked for {ModelFiles.OpenClipConfig}, or model_type clip, metaclip_2, align, siglip or siglip2 in {ModelFiles.Config}."),
    };

    // Hugging Face's files leave out what is the default of the class.
    private static int Dimension(EncoderFamily family, JsonConfig config) => family switch
    {
        EncoderFamily.OpenClip => (config.Section("model_cfg") ?? config).Whole("embed_dim"),
        EncoderFamily.Align => config.Whole("projection_dim", 640),
        EncoderFamily.SigLip => config.Section("vision_config")?.Whole("hidden_size", 768) ?? 768,
        _ => config.Whole("projection_dim", 512),
    };

    private static EmbeddingSpaceId Space(
        EncoderFamily family, Dictionary<string, string> files, PreprocessingSpec preprocessing, string tokenizer, (Pooling Image, Pooling Text) pooling, int dimension)
    {
        var text = new StringBuilder($"family={family}\n");
        foreach (var (file, hash) in files)
        {
            text.Append($"{file}={hash}\n");
        }

        text.Append($"preprocessing={preprocessing}\ntokenizer={tokenizer}\npooling={pooling.Image} {pooling.Text}\ndimension={dimension}\n");
        return new EmbeddingSpaceId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }
}
