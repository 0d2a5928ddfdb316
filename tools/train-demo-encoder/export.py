"""Writes models/demo-clip: two ONNX files with half-precision weights, the tokenizer, the configuration and the model card."""

import argparse
import json
from pathlib import Path

import numpy
import torch
from torch import nn

import config
import pictures
from evaluate import report
from model import Clip
from train import normalised
from wordpieces import Tokenizer, write

OPSET = 14


def fold_normalisation(stem):
    """The stem with every batch normalisation worked into the convolution before it."""
    steps = []
    for step in stem:
        if isinstance(step, nn.BatchNorm2d):
            gain = step.weight / (step.running_var + step.eps).sqrt()
            before = steps[-1]
            before.weight = nn.Parameter(before.weight * gain.reshape(-1, 1, 1, 1))
            before.bias = nn.Parameter(step.bias - step.running_mean * gain)
        else:
            steps.append(step)
    return nn.Sequential(*steps)


def store_as_half(module):
    """Keeps every weight as float16 and widens it at the start of the forward pass, which the exporter writes down as a Cast."""
    for part in module.modules():
        names = list(part._parameters)
        for name in names:
            parameter = part._parameters.pop(name)
            if parameter is None:
                setattr(part, name, None)
            else:
                part.register_buffer(name + "_half", parameter.detach().half())
        if names:
            part.register_forward_pre_hook(widen)


def widen(part, _):
    for name, buffer in list(part._buffers.items()):
        if name.endswith("_half"):
            setattr(part, name[:-5], buffer.float())


def export(tower, example, path, inputs, outputs, axes):
    with torch.no_grad():
        # Without constant folding: it would fold the casts and store every weight as float32 again.
        torch.onnx.export(tower, example, str(path), input_names=[inputs], output_names=[outputs], dynamic_axes={inputs: axes, outputs: {0: "batch"}},
                          opset_version=OPSET, do_constant_folding=False)


def configuration(sizes, tokenizer, logit_scale):
    image, text = sizes["image"], sizes["text"]
    start, end = len(tokenizer.vocabulary) - 2, len(tokenizer.vocabulary) - 1
    return {
        "architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": sizes["projection_dim"], "torch_dtype": "float16",
        "logit_scale_init_value": round(logit_scale, 4), "logit_scale": round(logit_scale, 4),
        "text_config": {"model_type": "clip_text_model", "vocab_size": len(tokenizer.vocabulary), "max_position_embeddings": text["context"],
                        "hidden_size": text["width"], "intermediate_size": 4 * text["width"], "num_hidden_layers": text["layers"],
                        "num_attention_heads": text["heads"], "hidden_act": "gelu", "projection_dim": sizes["projection_dim"],
                        "bos_token_id": start, "eos_token_id": end, "pad_token_id": end},
        "vision_config": {"model_type": "clip_vision_model", "image_size": image["side"], "patch_size": 16, "num_channels": 3,
                          "hidden_size": image["width"], "intermediate_size": 4 * image["width"], "num_hidden_layers": image["layers"],
                          "num_attention_heads": image["heads"], "hidden_act": "gelu", "projection_dim": sizes["projection_dim"]},
    }


def preprocessing():
    side = config.SIDE
    return {"image_processor_type": "CLIPImageProcessor", "feature_extractor_type": "CLIPFeatureExtractor", "do_convert_rgb": True,
            "do_resize": True, "size": {"shortest_edge": side}, "resample": 3, "do_center_crop": True, "crop_size": {"height": side, "width": side},
            "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": config.MEAN, "image_std": config.STD}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the model folder")
    options = parser.parse_args()
    kept = torch.load(options.weights)
    sizes, tokenizer = kept["sizes"], Tokenizer([tuple(m) for m in kept["merges"]], config.CONTEXT)
    model = Clip(sizes)
    model.load_state_dict(kept["weights"])
    model.eval()
    model.image.stem = fold_normalisation(model.image.stem)
    for tower in (model.image, model.text):
        store_as_half(tower)

    tiles, lines = pictures.load(options.held_out, 2)
    with torch.no_grad():
        images = torch.cat([model.image(normalised(torch.from_numpy(part).permute(0, 3, 1, 2).float() / 255)) for part in numpy.array_split(tiles, 8)])
        figures = report(images, lines, lambda texts: model.text(torch.tensor([tokenizer.encode(t) for t in texts])))
    print(json.dumps(figures))

    (options.out / "onnx").mkdir(parents=True, exist_ok=True)
    export(model.image, torch.zeros(2, 3, config.SIDE, config.SIDE), options.out / "onnx/vision_model.onnx", "pixel_values", "image_embeds", {0: "batch"})
    export(model.text, torch.tensor([tokenizer.encode("a red mug"), tokenizer.encode("a hat")]), options.out / "onnx/text_model.onnx",
           "input_ids", "text_embeds", {0: "batch", 1: "sequence"})
    write(options.out / "config.json", configuration(sizes, tokenizer, model.scale().log().item()))
    write(options.out / "preprocessor_config.json", preprocessing())
    tokenizer.save(options.out)
    card = (Path(__file__).parent / "card.md").read_text(encoding="utf-8")
    table = "\n".join(f"| {name.replace('_', ' ')} | {value:.4f} |" for name, value in figures.items())
    (options.out / "README.md").write_text(card.replace("{figures}", table), encoding="utf-8")
    size = sum(f.stat().st_size for f in options.out.rglob("*") if f.is_file())
    print(f"{options.out}: {size / 1e6:.2f} MB")
    if size > 4_000_000:
        raise SystemExit("the model folder has more than 4 MB")


if __name__ == "__main__":
    main()
