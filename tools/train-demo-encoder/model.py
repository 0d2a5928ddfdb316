"""A CLIP at reduced size: a vision transformer whose patches come from a small convolutional stem, and OpenCLIP's text transformer."""

import math

import torch
from torch import nn
from torch.nn import functional


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.depth = heads, width // heads
        self.inward = nn.Linear(width, 3 * width)
        self.outward = nn.Linear(width, width)

    def forward(self, x, mask):
        batch, length, width = x.shape
        q, k, v = self.inward(x).reshape(batch, length, 3, self.heads, self.depth).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) / math.sqrt(self.depth)
        if mask is not None:
            scores = scores + mask
        return self.outward((scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, width))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.widen, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, mask=None):
        x = x + self.attention(self.norm1(x), mask)
        return x + self.narrow(functional.gelu(self.widen(self.norm2(x))))


class ImageTower(nn.Module):
    """pixel_values [b, 3, 112, 112] to image_embeds [b, dimension], unit length."""

    def __init__(self, side, stem, width, layers, heads, dimension):
        super().__init__()
        channels = [3, *stem, width]
        steps = []
        for i, (a, b) in enumerate(zip(channels, channels[1:])):
            steps += [nn.Conv2d(a, b, 3, 2, 1, bias=False), nn.BatchNorm2d(b)] + ([nn.ReLU()] if i < len(channels) - 2 else [])
        self.stem = nn.Sequential(*steps)
        self.positions = nn.Parameter(torch.randn((side // 2 ** len(steps[::3])) ** 2, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.project = nn.Linear(width, dimension, bias=False)

    def forward(self, pixel_values):
        x = self.stem(pixel_values).flatten(2).transpose(1, 2) + self.positions
        for block in self.blocks:
            x = block(x)
        return functional.normalize(self.project(self.norm(x).mean(1)), dim=-1)


class TextTower(nn.Module):
    """input_ids [b, l] to text_embeds [b, dimension], unit length, read at the first end token (the highest id)."""

    def __init__(self, vocabulary, context, width, layers, heads, dimension):
        super().__init__()
        self.tokens = nn.Parameter(torch.randn(vocabulary, width) * 0.02)
        self.positions = nn.Parameter(torch.randn(context, width) * 0.01)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.project = nn.Linear(width, dimension, bias=False)
        self.register_buffer("mask", torch.full((context, context), -1e4).triu(1), persistent=False)

    def forward(self, input_ids):
        length = input_ids.shape[1]
        x = self.tokens[input_ids] + self.positions[:length]
        for block in self.blocks:
            x = block(x, self.mask[:length, :length])
        x = self.norm(x)
        x = x.gather(1, input_ids.argmax(-1).reshape(-1, 1, 1).expand(-1, 1, x.shape[2])).squeeze(1)
        return functional.normalize(self.project(x), dim=-1)


class Clip(nn.Module):
    def __init__(self, config):
        super().__init__()
        dimension = config["projection_dim"]
        self.image = ImageTower(dimension=dimension, **config["image"])
        self.text = TextTower(dimension=dimension, **config["text"])
        self.logit_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))

    def scale(self):
        return self.logit_scale.exp().clamp(max=100)
