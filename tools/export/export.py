"""Turns a checkpoint into a model folder: two ONNX graphs, the configuration with the trained scale, the tokenizer's files and the licence.

  export.py --open-clip WEIGHTS --config open_clip_config.json --out models/NAME      an OpenCLIP state dict
  export.py --hugging-face FOLDER --out models/NAME                                   a folder with config.json of CLIPModel or AlignModel
"""

import argparse
import json
import shutil
from pathlib import Path

import torch

import align
import hf_clip
import open_clip
import weights

OPSET = 14
COPIED = ["preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.json", "merges.txt", "vocab.txt", "sentencepiece.bpe.model",
          "README.md", "LICENSE", "LICENSE.md"]


def write(tower, example, path, inputs, output, free):
    axes = {name: {0: "batch", **({1: "sequence"} if free else {})} for name in inputs}
    with torch.no_grad():
        torch.onnx.export(tower, example, str(path), input_names=inputs, output_names=[output], dynamic_axes={**axes, output: {0: "batch"}}, opset_version=OPSET)


def export(image, words, side, context, out):
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    write(image, torch.zeros(2, 3, side, side), out / "onnx/vision_model.onnx", ["pixel_values"], "image_embeds", False)
    if words is None:
        return
    ids = torch.randint(1, 100, (2, context))
    if isinstance(words, align.TextTower):
        write(words, (ids, torch.ones_like(ids)), out / "onnx/text_model.onnx", ["input_ids", "attention_mask"], "text_embeds", True)
    else:
        write(words, ids, out / "onnx/text_model.onnx", ["input_ids"], "text_embeds", True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open-clip", type=Path, help="the state dict: .safetensors, or .pt and .bin with --allow-pickle")
    parser.add_argument("--config", type=Path, help="open_clip_config.json of the model")
    parser.add_argument("--hugging-face", type=Path, help="the model's folder")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to make")
    parser.add_argument("--allow-pickle", action="store_true", help="read pickles, which can run code")
    options = parser.parse_args()
    if options.open_clip:
        source = options.config.parent
        config = json.loads(options.config.read_text(encoding="utf-8"))
        image, words, scale = open_clip.towers(config, weights.read(options.open_clip, options.allow_pickle))
        model = config.get("model_cfg", config)
        side, context, name = model["vision_cfg"]["image_size"], model["text_cfg"].get("context_length", 77), "open_clip_config.json"
    else:
        source = options.hugging_face
        config = json.loads((source / "config.json").read_text(encoding="utf-8"))
        kinds = {"clip": hf_clip, "align": align}
        if config.get("model_type") not in kinds:
            raise SystemExit(f"model_type {config.get('model_type')} is not written here: {', '.join(kinds)} are. Others: see docs/models.md.")
        image, words, scale = kinds[config["model_type"]].towers(config, weights.read(weights.find(source), options.allow_pickle))
        side, name = config["vision_config"].get("image_size", 224), "config.json"
        context = 64 if config["model_type"] == "align" else config["text_config"].get("max_position_embeddings", 77)

    export(image, words, side, context, options.out)
    (options.out / name).write_text(json.dumps({**config, **scale}, indent=1), encoding="utf-8")
    for file in COPIED:
        if (source / file).exists():
            shutil.copyfile(source / file, options.out / file)
    print(f"{options.out}: {name} with {scale}, {', '.join(sorted(p.name for p in (options.out / 'onnx').iterdir()))}")


if __name__ == "__main__":
    main()
