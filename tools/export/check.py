"""Checks the export on the small reference models (check.py GOLDENS OUT, GOLDENS the folder with models/ and preprocess/).

Takes the weights of each out of its reference graphs, writes them under the names of the real checkpoints, exports them as anybody would, and compares
what the image towers make of the reference crops with the reference embeddings. Both towers of the folders in OUT are then read by the product:
CLUSTER_GOLDEN_MODELS=OUT tests/Encoders.Tests/bin/Release/net10.0/Cluster.Encoders.Tests -class '*GoldenModelTests*'
"""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy
import onnx
import torch
from onnx import numpy_helper

here = Path(__file__).parent
goldens, out = Path(sys.argv[1]), Path(sys.argv[2])
EPSILON = {"openclip-rn": 1e-5, "align": 1e-3}


def of_graph(path):
    """Initializers by their names, and the nameless ones (folded or transposed by the exporter) in the order of use."""
    graph = onnx.load(str(path)).graph
    tensors = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    named = {name.removeprefix("m.").replace("__", "."): value for name, value in tensors.items() if not name.startswith("onnx::")}
    matrices = [tensors[i].T.contiguous() for node in graph.node if node.op_type == "MatMul" for i in node.input if i.startswith("onnx::MatMul") and i in tensors]
    convolutions = [(tensors[node.input[1]], tensors[node.input[2]]) for node in graph.node if node.op_type == "Conv" and node.input[1].startswith("onnx::Conv")]
    added = [tensors[i] for node in graph.node if node.op_type == "Add" for i in node.input if i.startswith("onnx::Add") and i in tensors]
    return named, matrices, convolutions, added


def blocks(state, matrices, prefix):
    count = 1 + max(int(name.split("resblocks.")[1].split(".")[0]) for name in state if name.startswith(prefix))
    for layer in range(count):
        at = f"{prefix}{layer}."
        state[at + "attn.in_proj_weight"], state[at + "attn.out_proj.weight"], state[at + "mlp.c_fc.weight"], state[at + "mlp.c_proj.weight"] = matrices[4 * layer: 4 * layer + 4]


def normalisation(state, conv, norm, pair, epsilon):
    """A folded convolution as one of its own and a normalisation that only adds."""
    state[conv + ".weight"], state[norm + ".bias"] = pair
    ones = torch.ones(pair[1].shape)
    state.update({norm + ".weight": ones, norm + ".running_mean": 0 * ones, norm + ".running_var": ones - epsilon})


def transformer(folder):
    state, matrices, _, _ = of_graph(folder / "onnx/vision_model.onnx")
    blocks(state, matrices, "visual.transformer.resblocks.")
    text, matrices, _, _ = of_graph(folder / "onnx/text_model.onnx")
    blocks(text, matrices, "transformer.resblocks.")
    text.pop("c_mask", None)
    return {**state, **text}


def resnet(folder):
    state, matrices, convolutions, _ = of_graph(folder / "onnx/vision_model.onnx")
    config = json.loads((folder / "open_clip_config.json").read_text(encoding="utf-8"))["model_cfg"]["vision_cfg"]
    names = [(f"visual.conv{i}", f"visual.bn{i}") for i in (1, 2, 3)]
    for stage, count in enumerate(config["layers"], 1):
        for block in range(count):
            at = f"visual.layer{stage}.{block}."
            names += [(f"{at}conv{i}", f"{at}bn{i}") for i in (1, 2, 3)] + ([(at + "downsample.0", at + "downsample.1")] if block == 0 else [])
    for (conv, norm), pair in zip(names, convolutions, strict=True):
        normalisation(state, conv, norm, pair, EPSILON["openclip-rn"])
    shapes = {name: matrix for name, matrix in zip(("q", "k", "v", "c"), matrices, strict=True)}
    state.update({f"visual.attnpool.{name}_proj.weight": matrix for name, matrix in shapes.items()})
    return state


def to_hugging_face(state):
    """OpenCLIP's names to those of a CLIPModel."""
    out = {}
    for name, value in state.items():
        tower = "vision_model." if name.startswith("visual.") else "text_model."
        name = name.removeprefix("visual.")
        if name in ("proj", "text_projection"):
            out[("visual_projection" if name == "proj" else "text_projection") + ".weight"] = value.T.contiguous()
            continue
        for ours, theirs in [("conv1.", "embeddings.patch_embedding."), ("token_embedding.", "embeddings.token_embedding."), ("ln_pre.", "pre_layrnorm."), ("ln_post.", "post_layernorm."),
                             ("ln_final.", "final_layer_norm."), ("transformer.resblocks.", "encoder.layers."), (".ln_1.", ".layer_norm1."), (".ln_2.", ".layer_norm2."),
                             (".mlp.c_fc.", ".mlp.fc1."), (".mlp.c_proj.", ".mlp.fc2."), (".attn.", ".self_attn.")]:
            name = name.replace(ours, theirs)
        name = {"class_embedding": "embeddings.class_embedding", "positional_embedding": "embeddings.position_embedding.weight"}.get(name, name)
        if ".in_proj_" in name:
            for letter, part in zip("qkv", value.chunk(3)):
                out[tower + name.replace("in_proj_", f"{letter}_proj.")] = part
        else:
            out[tower + name] = value
    return out


def align_state(folder):
    state, _, convolutions, _ = of_graph(folder / "onnx/vision_model.onnx")
    names = [("vision_model.embeddings.convolution", "vision_model.embeddings.batchnorm")]
    count = 1 + max(int(name.split("blocks.")[1].split(".")[0]) for name in state)
    for block in range(count):
        at = f"vision_model.encoder.blocks.{block}."
        names += ([] if block == 0 else [(at + "expansion.expand_conv", at + "expansion.expand_bn")]) + [
            (at + "depthwise_conv.depthwise_conv", at + "depthwise_conv.depthwise_norm"), (at + "projection.project_conv", at + "projection.project_bn")]
    for (conv, norm), pair in zip(names, convolutions, strict=True):
        normalisation(state, conv, norm, pair, EPSILON["align"])
    text, matrices, _, added = of_graph(folder / "onnx/text_model.onnx")
    layers = 1 + max(int(name.split("layer.")[1].split(".")[0]) for name in text if ".layer." in name)
    for layer in range(layers):
        at = f"text_model.encoder.layer.{layer}."
        for name, matrix in zip(("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", "output.dense"), matrices[6 * layer:]):
            text[f"{at}{name}.weight"] = matrix
    text["text_projection.weight"] = matrices[-1]
    row = added[0].reshape(1, -1)
    text["text_model.embeddings.token_type_embeddings.weight"] = torch.cat([row, row])
    return {**state, **text}


def save(path, state):
    """A safetensors file."""
    header, data = {}, b""
    for name, value in state.items():
        raw = value.detach().float().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def crops(reference):
    manifest = {row["image"]: row for row in json.loads((goldens / "preprocess/manifest.json").read_text(encoding="utf-8"))["images"]}
    for image in reference["images"]:
        row = manifest[image]["variants"][reference["preprocess"]]
        pixels = numpy.frombuffer(gzip.decompress((goldens / "preprocess" / row["file"]).read_bytes()), numpy.uint8)
        side = int((len(pixels) // 3) ** 0.5)
        yield torch.from_numpy(pixels.reshape(side, side, 3).copy()).permute(2, 0, 1).float() / 255


def worst(tower, batch, expected):
    with torch.no_grad():
        return float((tower(*batch) - torch.tensor(expected)).abs().max())


def main():
    sys.path.insert(0, str(here))
    import align
    import hf_clip
    import open_clip
    import weights
    for name, take in (("openclip-vit", transformer), ("openclip-rn", resnet), ("metaclip-vit", lambda f: to_hugging_face(transformer(f))), ("align", align_state)):
        folder = goldens / "models" / name
        reference = json.loads((folder / "goldens.json").read_text(encoding="utf-8"))
        state = take(folder)
        key = "temperature" if name == "align" else "logit_scale"
        state[key] = torch.tensor(reference[key])
        checkpoint = out / "checkpoints" / name
        checkpoint.mkdir(parents=True, exist_ok=True)
        for file in folder.iterdir():
            if file.is_file():
                shutil.copyfile(file, checkpoint / file.name)
        save(checkpoint / "model.safetensors", state)
        is_open = (folder / "open_clip_config.json").exists()
        arguments = ["--open-clip", checkpoint / "model.safetensors", "--config", checkpoint / "open_clip_config.json"] if is_open else ["--hugging-face", checkpoint]
        subprocess.run([sys.executable, str(here / "export.py"), *map(str, arguments), "--out", str(out / name)], check=True)
        shutil.copyfile(folder / "goldens.json", out / name / "goldens.json")

        config = json.loads((folder / ("open_clip_config.json" if is_open else "config.json")).read_text(encoding="utf-8"))
        kind = open_clip if is_open else align if name == "align" else hf_clip
        image, _, _ = kind.towers(config, weights.read(checkpoint / "model.safetensors", False))
        pixels = torch.stack(list(crops(reference["image"])))
        mean, std = ((0.5,) * 3, (0.5,) * 3) if name == "align" else ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
        pixels = (pixels - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]
        print(f"{name}: images differ by {worst(image, (pixels,), reference['image']['unnormalised']):.2e} at most")


if __name__ == "__main__":
    main()
