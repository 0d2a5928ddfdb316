"""Trains the demo encoder on the rendered training split and writes weights.pt. Deterministic for one build of torch and one number of threads."""

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy
import torch
from torch.nn import functional

import config
import pictures
from captions import COLOURS, KINDS, PATTERNS, caption
from evaluate import report
from model import Clip
from wordpieces import Tokenizer

ATTRIBUTES = ("kind", "colour", "pattern")
VALUES = (list(KINDS), list(COLOURS), list(PATTERNS))


def product_codes(lines):
    """[n, 3] indices of kind, colour and pattern."""
    return torch.tensor([[values.index(line[name]) for name, values in zip(ATTRIBUTES, VALUES)] for line in lines])


def named(codes):
    """The keyword arguments of a caption from codes, where -1 leaves an attribute out."""
    return {name: values[code] if code >= 0 else None for name, values, code in zip(ATTRIBUTES, VALUES, codes)}


def augmented(tiles, rng):
    """Model input from uint8 tiles: mirrored by chance, moved by up to 5 pixels, exposure and contrast changed a little."""
    x = torch.from_numpy(tiles).permute(0, 3, 1, 2).float() / 255
    mirror = torch.from_numpy(rng.random(len(x)) < 0.5)
    x[mirror] = x[mirror].flip(-1)
    x = functional.pad(x, (5, 5, 5, 5), mode="replicate")
    moved = torch.empty(len(x), 3, config.SIDE, config.SIDE)
    for i, (dy, dx) in enumerate(rng.integers(0, 11, (len(x), 2))):
        moved[i] = x[i, :, dy:dy + config.SIDE, dx:dx + config.SIDE]
    gain = torch.from_numpy(rng.uniform(0.92, 1.08, (len(x), 1, 1, 1)).astype("float32"))
    offset = torch.from_numpy(rng.uniform(-0.03, 0.03, (len(x), 1, 1, 1)).astype("float32"))
    return normalised((moved * gain + offset).clamp(0, 1))


def normalised(x):
    return (x - torch.tensor(config.MEAN).reshape(3, 1, 1)) / torch.tensor(config.STD).reshape(3, 1, 1)


def cross_entropy(logits, matches):
    """Cross-entropy against an even spread over all that match a row: products of the same description are no negatives of each other."""
    target = matches.float()
    target = target / target.sum(1, keepdim=True).clamp(min=1)
    return -(target * logits.log_softmax(1)).sum(1)[matches.any(1)].mean()


def loss_of(model, tokenizer, images, codes, rng):
    batch = len(codes)
    full = [caption(rng, **named(c)) for c in codes.tolist()]
    asked = []
    for c in codes[: config.PARTIAL].tolist():
        keep = rng.choice([(1, 1, 0), (1, 1, 0), (1, 0, 1), (1, 0, 0), (0, 1, 1), (0, 1, 0), (0, 0, 1)])
        asked.append([code if k else -1 for code, k in zip(c, keep)])
    single = [[i if a == attribute else -1 for a in range(3)] for attribute in range(3) for i in range(len(VALUES[attribute]))]
    texts = full + [caption(rng, **named(c)) for c in asked + single]
    ids = torch.tensor([tokenizer.encode(t) for t in texts])
    ids = ids[:, : int((ids != ids[0, -1]).sum(1).max()) + 1]

    text = model.text(ids)
    image = model.image(images)
    scale = model.scale()
    logits = scale * image @ text.T

    same = (codes[:, None] == codes[None]).all(-1)
    total = (cross_entropy(logits[:, :batch], same) + cross_entropy(logits[:, :batch].T, same)) / 2
    asked = torch.tensor(asked)
    fits = ((asked[:, None] == codes[None]) | (asked[:, None] < 0)).all(-1)
    parts = cross_entropy(logits[:, batch:batch + len(asked)].T, fits)
    at = batch + len(asked)
    for attribute, weight in enumerate((0.6, 0.4, 0.4)):
        count = len(VALUES[attribute])
        parts = parts + weight * functional.cross_entropy(logits[:, at:at + count], codes[:, attribute])
        at += count
    # Pictures of a kind belong nearer together than pictures of a colour: this is what "more like this" means in a shop.
    between = 10 * image @ image.T - 1e4 * torch.eye(batch)
    kin = (codes[:, None, 0] == codes[None, :, 0]) & ~torch.eye(batch, dtype=torch.bool)
    return total + 0.5 * parts + 0.25 * cross_entropy(between, kin)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--training", type=Path, required=True, help="the rendered training split")
    parser.add_argument("--held-out", type=Path, required=True, help="the rendered held-out split; only measured")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights.pt and the tokenizer")
    parser.add_argument("--epochs", type=int, default=config.EPOCHS)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(config.SEED)
    rng, shuffle = random.Random(config.SEED), numpy.random.default_rng(config.SEED)

    started = time.monotonic()
    tiles, lines = pictures.load(options.training, options.threads)
    held_tiles, held_lines = pictures.load(options.held_out, options.threads)
    codes = product_codes(lines)
    seen = {tuple(c) for c in codes.tolist()}
    if any(tuple(c) in seen for c in product_codes(held_lines).tolist()):
        raise SystemExit("the held-out split shares combinations with the training split: render both with the same tools/SampleCatalogue")
    words = random.Random(config.SEED)
    corpus = [caption(words, **named(c)) for c in codes.tolist()] + [caption(words, kind=k) for k in KINDS for _ in range(200)]
    tokenizer = Tokenizer.train(corpus, config.VOCABULARY, config.CONTEXT)
    options.out.mkdir(parents=True, exist_ok=True)
    sizes = json.loads(json.dumps(config.MODEL))
    sizes["text"]["vocabulary"] = len(tokenizer.vocabulary)
    model = Clip(sizes)
    print(f"{len(lines)} pictures, {len(tokenizer.vocabulary)} entries, {sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, "
          f"ready after {time.monotonic() - started:.0f} s", flush=True)

    decayed = [p for p in model.parameters() if p.ndim > 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": config.WEIGHT_DECAY}, {"params": [p for p in model.parameters() if p.ndim <= 1], "weight_decay": 0}],
        lr=config.LEARNING_RATE, betas=(0.9, 0.98))
    steps = options.epochs * (len(lines) // config.BATCH)
    step = 0
    for epoch in range(options.epochs):
        order = shuffle.permutation(len(lines))
        for at in range(0, len(order) - config.BATCH + 1, config.BATCH):
            rows = order[at:at + config.BATCH]
            rate = config.LEARNING_RATE * min(1, (step + 1) / config.WARMUP) * (0.02 + 0.98 * (1 + math.cos(math.pi * step / steps)) / 2)
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = loss_of(model, tokenizer, augmented(tiles[rows], shuffle), codes[torch.from_numpy(rows)], rng)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 25 == 0:
                print(f"step {step}/{steps} loss {loss.item():.3f} scale {model.scale().item():.1f} {time.monotonic() - started:.0f} s", flush=True)
        torch.save({"sizes": sizes, "merges": tokenizer.merges, "weights": model.state_dict()}, options.out / "weights.pt")
        model.eval()
        with torch.no_grad():
            held = torch.cat([model.image(normalised(torch.from_numpy(part).permute(0, 3, 1, 2).float() / 255)) for part in numpy.array_split(held_tiles, 8)])
            print(f"epoch {epoch + 1}:", json.dumps(report(held, held_lines, lambda texts: model.text(torch.tensor([tokenizer.encode(t) for t in texts])))), flush=True)
        model.train()


if __name__ == "__main__":
    main()
