"""An OpenCLIP state dict and its configuration to the two towers."""

from clip import ModifiedResNet, TextTransformer, VisionTransformer

REFUSED = {"vision_cfg": ("timm_model_name", "attentional_pool", "ls_init_value", "no_ln_pre"), "text_cfg": ("hf_model_name", "embed_cls", "proj_bias", "no_causal_mask", "ls_init_value")}


def towers(config, state):
    """Vision and text tower with their weights, and what the configuration should say about the scale."""
    model = config.get("model_cfg", config)
    vision, text, embedding = model["vision_cfg"], model["text_cfg"], model["embed_dim"]
    for section, keys in REFUSED.items():
        for key in keys:
            if model[section].get(key):
                raise SystemExit(f"{section}.{key} names a variant that is not written here; export it with the library that trained it.")

    # Models with custom_text have their text tower under a name of its own.
    state = {name.removeprefix("text.") if name.startswith("text.") else name: value for name, value in state.items()}
    quick = bool(model.get("quick_gelu"))
    if isinstance(vision["layers"], (list, tuple)):
        heads = vision["width"] * 32 // vision.get("head_width", 64)
        image = ModifiedResNet(vision["image_size"], vision["layers"], vision["width"], heads, embedding)
    else:
        width = vision.get("width", 768)
        image = VisionTransformer(vision["image_size"], vision.get("patch_size", 16), width, vision["layers"], width // vision.get("head_width", 64),
                                  int(width * vision.get("mlp_ratio", 4)), embedding, quick, 1e-5)
    load(image, {name.removeprefix("visual."): value for name, value in state.items() if name.startswith("visual.")})

    words = None
    if "token_embedding.weight" in state:
        width = text.get("width", 512)
        words = TextTransformer(text.get("vocab_size", 49408), text.get("context_length", 77), width, text["layers"], text["heads"], int(width * text.get("mlp_ratio", 4)), embedding, quick, 1e-5)
        load(words, {name: value for name, value in state.items() if name.split(".")[0] in ("token_embedding", "positional_embedding", "transformer", "ln_final", "text_projection")})

    scale = {key: float(state[key]) for key in ("logit_scale", "logit_bias") if key in state}
    return image, words, scale


def load(tower, state):
    """Every weight must be there, and none be left over: a name that is not known is a layer that would be missing."""
    state = {name: value for name, value in state.items() if not name.endswith(("num_batches_tracked", "attn_mask"))}
    answer = tower.load_state_dict(state, strict=False)
    missing = [name for name in answer.missing_keys if not name.endswith("num_batches_tracked")]
    if missing or answer.unexpected_keys:
        raise SystemExit(f"The weights are not those of the configuration: missing {missing[:5]}, unknown {answer.unexpected_keys[:5]}.")
    tower.eval()
