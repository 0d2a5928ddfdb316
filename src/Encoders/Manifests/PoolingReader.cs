using Cluster.Domain.Outcomes;

namespace Cluster.Encoders.Manifests;

/// <summary>Pooling from a model's own files; what they leave out is what the reference code does.</summary>
internal static class PoolingReader
{
    /// <exception cref="FailureException">ModelIncomplete when the files name one that is not known.</exception>
    public static (Pooling Image, Pooling Text) Read(EncoderFamily family, JsonConfig config) => family switch
    {
        EncoderFamily.OpenClip => OpenClip(config.Section("model_cfg") ?? config),
        EncoderFamily.Align => (Pooling.Mean, Pooling.FirstToken),
        EncoderFamily.SigLip => (Pooling.Attention, Pooling.LastToken),
        _ => (Pooling.ClassToken, Pooling.EndToken),
    };

    private static (Pooling Image, Pooling Text) OpenClip(JsonConfig model)
    {
        var (vision, text) = (model.Section("vision_cfg"), model.Section("text_cfg"));

        // A list of layers is a ModifiedResNet, which always pools by attention.
        var image = vision?.IsList("layers") == true ? Pooling.Attention : (vision?.Text("pool_type") ?? vision?.Text("timm_pool")) switch
        {
            null or "" or "tok" or "token" => vision?.Truth("attentional_pool") == true ? Pooling.Attention : Pooling.ClassToken,
            "avg" or "avg_all" or "fast" or "avgmax" => Pooling.Mean,
            "map" or "abs_attn" or "rot_attn" => Pooling.Attention,
            var other => throw Unknown("vision_cfg", other),
        };
        return (image, (text?.Text("pool_type") ?? text?.Text("hf_pooler_type")) switch
        {
            null or "argmax" or "eos" => text?.Has("hf_model_name") == true ? Pooling.Mean : Pooling.EndToken,
            "first" or "cls_pooler" or "cls_last_hidden_state_pooler" => Pooling.FirstToken,
            "last" => Pooling.LastToken,
            "mean_pooler" or "max_pooler" => Pooling.Mean,
            var other => throw Unknown("text_cfg", other),
        });
    }

    private static FailureException Unknown(string section, string value) =>
        new(FailureKind.ModelIncomplete, $"{ModelFiles.OpenClipConfig}: the pooling '{value}' of {section} is not known.");
}
