"""CLIP's towers, written from their papers and weight names, so that an OpenCLIP state dict loads as it is: vision transformer, ModifiedResNet, text transformer."""

import math

import torch
from torch import nn


class QuickGelu(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


class Attention(nn.Module):
    """Weights as in nn.MultiheadAttention, computed with plain operators, which exporters and runtimes know."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * width, width))
        self.in_proj_bias = nn.Parameter(torch.empty(3 * width))
        self.out_proj = nn.Linear(width, width)

    def forward(self, x, mask):
        batch, length, width = x.shape
        size = width // self.heads
        parts = nn.functional.linear(x, self.in_proj_weight, self.in_proj_bias).reshape(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        scores = parts[0] @ parts[1].transpose(-1, -2) * size ** -0.5
        if mask is not None:
            scores = scores + mask
        return self.out_proj((scores.softmax(-1) @ parts[2]).transpose(1, 2).reshape(batch, length, width))


class Block(nn.Module):
    def __init__(self, width, heads, inner, activation, epsilon):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width, epsilon)
        self.attn = Attention(width, heads)
        self.ln_2 = nn.LayerNorm(width, epsilon)
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(width, inner), "act": activation, "c_proj": nn.Linear(inner, width)})

    def forward(self, x, mask=None):
        x = x + self.attn(self.ln_1(x), mask)
        return x + self.mlp["c_proj"](self.mlp["act"](self.mlp["c_fc"](self.ln_2(x))))


class Transformer(nn.Module):
    def __init__(self, width, layers, heads, inner, quick, epsilon):
        super().__init__()
        self.resblocks = nn.ModuleList(Block(width, heads, inner, QuickGelu() if quick else nn.GELU(), epsilon) for _ in range(layers))

    def forward(self, x, mask=None):
        for block in self.resblocks:
            x = block(x, mask)
        return x


class VisionTransformer(nn.Module):
    def __init__(self, image, patch, width, layers, heads, inner, embedding, quick, epsilon):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, patch, patch, bias=False)
        self.class_embedding = nn.Parameter(torch.empty(width))
        self.positional_embedding = nn.Parameter(torch.empty((image // patch) ** 2 + 1, width))
        self.ln_pre = nn.LayerNorm(width, epsilon)
        self.transformer = Transformer(width, layers, heads, inner, quick, epsilon)
        self.ln_post = nn.LayerNorm(width, epsilon)
        self.proj = nn.Parameter(torch.empty(width, embedding))

    def forward(self, pixel_values):
        patches = self.conv1(pixel_values).flatten(2).transpose(1, 2)
        first = self.class_embedding.expand(patches.shape[0], 1, -1)
        x = self.transformer(self.ln_pre(torch.cat([first, patches], 1) + self.positional_embedding))
        return self.ln_post(x[:, 0]) @ self.proj


class Bottleneck(nn.Module):
    """ResNet's block with its stride in an average pool."""

    def __init__(self, inner, planes, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inner, planes, 1, bias=False), nn.BatchNorm2d(planes)
        self.conv2, self.bn2 = nn.Conv2d(planes, planes, 3, padding=1, bias=False), nn.BatchNorm2d(planes)
        self.conv3, self.bn3 = nn.Conv2d(planes, 4 * planes, 1, bias=False), nn.BatchNorm2d(4 * planes)
        self.pool = nn.AvgPool2d(stride) if stride > 1 else nn.Identity()
        self.downsample = None
        if stride > 1 or inner != 4 * planes:
            # Named as in the reference: "-1" pools, "0" and "1" have the weights.
            self.downsample = nn.ModuleDict({"-1": nn.AvgPool2d(stride) if stride > 1 else nn.Identity(), "0": nn.Conv2d(inner, 4 * planes, 1, bias=False), "1": nn.BatchNorm2d(4 * planes)})

    def forward(self, x):
        out = torch.relu(self.bn1(self.conv1(x)))
        out = self.pool(torch.relu(self.bn2(self.conv2(out))))
        out = self.bn3(self.conv3(out))
        if self.downsample is not None:
            x = self.downsample["1"](self.downsample["0"](self.downsample["-1"](x)))
        return torch.relu(out + x)


class AttentionPool(nn.Module):
    """One query, the mean, over all places."""

    def __init__(self, places, width, heads, embedding):
        super().__init__()
        self.heads = heads
        self.positional_embedding = nn.Parameter(torch.empty(places + 1, width))
        self.k_proj, self.q_proj, self.v_proj = nn.Linear(width, width), nn.Linear(width, width), nn.Linear(width, width)
        self.c_proj = nn.Linear(width, embedding)

    def forward(self, x):
        x = x.flatten(2).transpose(1, 2)
        x = torch.cat([x.mean(1, keepdim=True), x], 1) + self.positional_embedding
        batch, length, width = x.shape

        def split(y):
            return y.reshape(batch, -1, self.heads, width // self.heads).transpose(1, 2)

        queries, keys, values = split(self.q_proj(x[:, :1])), split(self.k_proj(x)), split(self.v_proj(x))
        mixed = (queries @ keys.transpose(-1, -2) / math.sqrt(width // self.heads)).softmax(-1) @ values
        return self.c_proj(mixed.transpose(1, 2).reshape(batch, width))


class ModifiedResNet(nn.Module):
    def __init__(self, image, layers, width, heads, embedding):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, width // 2, 3, 2, 1, bias=False), nn.BatchNorm2d(width // 2)
        self.conv2, self.bn2 = nn.Conv2d(width // 2, width // 2, 3, padding=1, bias=False), nn.BatchNorm2d(width // 2)
        self.conv3, self.bn3 = nn.Conv2d(width // 2, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)
        self.avgpool = nn.AvgPool2d(2)
        inner = width
        for stage, count in enumerate(layers):
            planes = width * 2 ** stage
            blocks = []
            for block in range(count):
                blocks.append(Bottleneck(inner, planes, 2 if block == 0 and stage > 0 else 1))
                inner = 4 * planes
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.attnpool = AttentionPool((image // 32) ** 2, 32 * width, heads, embedding)

    def forward(self, pixel_values):
        x = torch.relu(self.bn1(self.conv1(pixel_values)))
        x = torch.relu(self.bn2(self.conv2(x)))
        x = self.avgpool(torch.relu(self.bn3(self.conv3(x))))
        return self.attnpool(self.layer4(self.layer3(self.layer2(self.layer1(x)))))


class TextTransformer(nn.Module):
    """Causal; the embedding is the projected vector of the first end token, which has the highest id."""

    def __init__(self, vocabulary, context, width, layers, heads, inner, embedding, quick, epsilon):
        super().__init__()
        self.token_embedding = nn.Embedding(vocabulary, width)
        self.positional_embedding = nn.Parameter(torch.empty(context, width))
        self.transformer = Transformer(width, layers, heads, inner, quick, epsilon)
        self.ln_final = nn.LayerNorm(width, epsilon)
        self.text_projection = nn.Parameter(torch.empty(width, embedding))
        self.register_buffer("mask", torch.full((context, context), -math.inf).triu(1), persistent=False)

    def forward(self, input_ids):
        length = input_ids.shape[1]
        x = self.token_embedding(input_ids) + self.positional_embedding[:length]
        x = self.ln_final(self.transformer(x, self.mask[:length, :length]))
        end = input_ids.argmax(-1, keepdim=True).unsqueeze(-1).expand(-1, -1, x.shape[-1])
        return x.gather(1, end).squeeze(1) @ self.text_projection
