"""A Hugging Face CLIPModel (CLIP, MetaCLIP) to the two towers: its names are changed to OpenCLIP's and its three projections joined."""

import re

import torch

from clip import TextTransformer, VisionTransformer
from open_clip import load

ACTIVATIONS = {"quick_gelu": True, "gelu": False}
NAMES = [
    (r"^embeddings\.patch_embedding\.", "conv1."), (r"^embeddings\.class_embedding$", "class_embedding"), (r"^embeddings\.position_embedding\.weight$", "positional_embedding"),
    (r"^embeddings\.token_embedding\.", "token_embedding."), (r"^pre_layrnorm\.", "ln_pre."), (r"^post_layernorm\.", "ln_post."), (r"^final_layer_norm\.", "ln_final."),
    (r"^encoder\.layers\.(\d+)\.layer_norm1\.", r"transformer.resblocks.\1.ln_1."), (r"^encoder\.layers\.(\d+)\.layer_norm2\.", r"transformer.resblocks.\1.ln_2."),
    (r"^encoder\.layers\.(\d+)\.mlp\.fc1\.", r"transformer.resblocks.\1.mlp.c_fc."), (r"^encoder\.layers\.(\d+)\.mlp\.fc2\.", r"transformer.resblocks.\1.mlp.c_proj."),
    (r"^encoder\.layers\.(\d+)\.self_attn\.out_proj\.", r"transformer.resblocks.\1.attn.out_proj."),
]


def renamed(state, prefix):
    out, joined = {}, {}
    for name, value in state.items():
        if not name.startswith(prefix) or name.endswith("position_ids"):
            continue
        name = name.removeprefix(prefix)
        part = re.match(r"^encoder\.layers\.(\d+)\.self_attn\.([qkv])_proj\.(weight|bias)$", name)
        if part:
            joined.setdefault((part[1], part[3]), {})[part[2]] = value
            continue
        for pattern, replacement in NAMES:
            name = re.sub(pattern, replacement, name)
        out[name] = value
    for (layer, kind), parts in joined.items():
        out[f"transformer.resblocks.{layer}.attn.in_proj_{kind}"] = torch.cat([parts["q"], parts["k"], parts["v"]])
    return out


def towers(config, state):
    vision, text = {**config.get("vision_config", {})}, {**config.get("text_config", {})}
    embedding = config.get("projection_dim", 512)
    width = vision.get("hidden_size", 768)
    image = VisionTransformer(vision.get("image_size", 224), vision.get("patch_size", 32), width, vision.get("num_hidden_layers", 12), vision.get("num_attention_heads", 12),
                              vision.get("intermediate_size", 3072), embedding, ACTIVATIONS[vision.get("hidden_act", "quick_gelu")], vision.get("layer_norm_eps", 1e-5))
    load(image, {**renamed(state, "vision_model."), "proj": state["visual_projection.weight"].T.contiguous()})
    width = text.get("hidden_size", 512)
    words = TextTransformer(text.get("vocab_size", 49408), text.get("max_position_embeddings", 77), width, text.get("num_hidden_layers", 12), text.get("num_attention_heads", 8),
                            text.get("intermediate_size", 2048), embedding, ACTIVATIONS[text.get("hidden_act", "quick_gelu")], text.get("layer_norm_eps", 1e-5))
    load(words, {**renamed(state, "text_model."), "text_projection": state["text_projection.weight"].T.contiguous()})
    return image, words, {"logit_scale": float(state["logit_scale"])}
