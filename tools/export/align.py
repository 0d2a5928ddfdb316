"""A Hugging Face AlignModel: EfficientNet, pooled by a mean without a projection, and BERT, whose [CLS] is projected."""

import math

import torch
from torch import nn

from open_clip import load


def rounded(channels, width, divisor):
    wanted = channels * width
    near = max(divisor, int(wanted + divisor / 2) // divisor * divisor)
    return near + divisor if near < 0.9 * wanted else near


class Squeeze(nn.Module):
    def __init__(self, channels, squeezed):
        super().__init__()
        self.reduce, self.expand = nn.Conv2d(channels, squeezed, 1), nn.Conv2d(squeezed, channels, 1)

    def forward(self, x):
        return x * torch.sigmoid(self.expand(nn.functional.silu(self.reduce(x.mean((2, 3), keepdim=True)))))


class Stage(nn.Module):
    """One inverted bottleneck; the first of a stage never adds its input. A stride of two pads one more below and to the right, as TensorFlow does, unless the plan says otherwise."""

    def __init__(self, inner, outer, stride, kernel, ratio, squeeze, epsilon, keeps_padding, adds):
        super().__init__()
        self.adds = adds
        wide = inner * ratio
        if ratio != 1:
            self.expansion = nn.ModuleDict({"expand_conv": nn.Conv2d(inner, wide, 1, bias=False), "expand_bn": nn.BatchNorm2d(wide, epsilon)})
        half = kernel // 2
        self.pad = nn.ZeroPad2d((half - 1 if keeps_padding else half, half, half - 1 if keeps_padding else half, half)) if stride == 2 else nn.Identity()
        self.depthwise_conv = nn.ModuleDict({"depthwise_conv": nn.Conv2d(wide, wide, kernel, stride, 0 if stride == 2 else half, groups=wide, bias=False), "depthwise_norm": nn.BatchNorm2d(wide, epsilon)})
        self.squeeze_excite = Squeeze(wide, max(1, int(inner * squeeze)))
        self.projection = nn.ModuleDict({"project_conv": nn.Conv2d(wide, outer, 1, bias=False), "project_bn": nn.BatchNorm2d(outer, epsilon)})

    def forward(self, x):
        out = x
        if hasattr(self, "expansion"):
            out = nn.functional.silu(self.expansion["expand_bn"](self.expansion["expand_conv"](out)))
        out = nn.functional.silu(self.depthwise_conv["depthwise_norm"](self.depthwise_conv["depthwise_conv"](self.pad(out))))
        out = self.projection["project_bn"](self.projection["project_conv"](self.squeeze_excite(out)))
        return out + x if self.adds else out


class ImageTower(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, depth, divisor, epsilon = config["width_coefficient"], config["depth_coefficient"], config["depth_divisor"], config["batch_norm_eps"]
        stem = rounded(32, width, divisor)
        self.embeddings = nn.ModuleDict({"convolution": nn.Conv2d(3, stem, 3, 2, bias=False), "batchnorm": nn.BatchNorm2d(stem, epsilon)})
        blocks = []
        for inner, outer, stride, kernel, ratio, repeats in zip(
                config["in_channels"], config["out_channels"], config["strides"], config["kernel_sizes"], config["expand_ratios"], config["num_block_repeats"]):
            inner, outer = rounded(inner, width, divisor), rounded(outer, width, divisor)
            for repeat in range(int(math.ceil(depth * repeats))):
                blocks.append(Stage(inner if repeat == 0 else outer, outer, stride if repeat == 0 else 1, kernel, ratio, config["squeeze_expansion_ratio"], epsilon,
                                    len(blocks) not in config.get("depthwise_padding", []), adds=repeat > 0))
        self.encoder = nn.ModuleDict({"blocks": nn.ModuleList(blocks)})

    def forward(self, pixel_values):
        x = self.embeddings["convolution"](nn.functional.pad(pixel_values, (0, 1, 0, 1)))
        x = nn.functional.silu(self.embeddings["batchnorm"](x))
        for block in self.encoder["blocks"]:
            x = block(x)
        return x.mean((2, 3))


class TextLayer(nn.Module):
    def __init__(self, width, heads, inner, epsilon):
        super().__init__()
        self.heads = heads
        self.attention = nn.ModuleDict({
            "self": nn.ModuleDict({name: nn.Linear(width, width) for name in ("query", "key", "value")}),
            "output": nn.ModuleDict({"dense": nn.Linear(width, width), "LayerNorm": nn.LayerNorm(width, epsilon)})})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(width, inner)})
        self.output = nn.ModuleDict({"dense": nn.Linear(inner, width), "LayerNorm": nn.LayerNorm(width, epsilon)})

    def forward(self, x, mask):
        batch, length, width = x.shape

        def split(name):
            return self.attention["self"][name](x).reshape(batch, length, self.heads, width // self.heads).transpose(1, 2)

        scores = split("query") @ split("key").transpose(-1, -2) / math.sqrt(width // self.heads) + mask
        mixed = (scores.softmax(-1) @ split("value")).transpose(1, 2).reshape(batch, length, width)
        x = self.attention["output"]["LayerNorm"](self.attention["output"]["dense"](mixed) + x)
        inner = nn.functional.gelu(self.intermediate["dense"](x))
        return self.output["LayerNorm"](self.output["dense"](inner) + x)


class TextTower(nn.Module):
    def __init__(self, config, embedding):
        super().__init__()
        width, epsilon = config.get("hidden_size", 768), config.get("layer_norm_eps", 1e-12)
        self.embeddings = nn.ModuleDict({
            "word_embeddings": nn.Embedding(config.get("vocab_size", 30522), width), "position_embeddings": nn.Embedding(config.get("max_position_embeddings", 512), width),
            "token_type_embeddings": nn.Embedding(config.get("type_vocab_size", 2), width), "LayerNorm": nn.LayerNorm(width, epsilon)})
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(
            TextLayer(width, config.get("num_attention_heads", 12), config.get("intermediate_size", 3072), epsilon) for _ in range(config.get("num_hidden_layers", 12)))})
        self.text_projection = nn.Linear(width, embedding)

    def forward(self, input_ids, attention_mask):
        x = self.embeddings["word_embeddings"](input_ids) + self.embeddings["token_type_embeddings"].weight[0] + self.embeddings["position_embeddings"].weight[: input_ids.shape[1]]
        x = self.embeddings["LayerNorm"](x)
        mask = (1 - attention_mask[:, None, None, :].to(x.dtype)) * torch.finfo(x.dtype).min
        for layer in self.encoder["layer"]:
            x = layer(x, mask)
        return self.text_projection(x[:, 0])


def towers(config, state):
    def part(prefix):
        return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix) and ".pooler." not in name and not name.endswith("position_ids")}

    image, words = ImageTower(config["vision_config"]), TextTower(config["text_config"], config.get("projection_dim", 640))
    load(image, part("vision_model."))
    load(words, {**part("text_model."), **{name: value for name, value in state.items() if name.startswith("text_projection.")}})
    return image, words, {"temperature": float(state["temperature"])}
