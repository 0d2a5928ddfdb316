"""The rendered catalogue as model input: exactly the preprocessing that preprocessor_config.json states."""

import csv
import multiprocessing
from pathlib import Path

import numpy
from PIL import Image

SIDE = 112


def tile(path):
    """The picture as its uint8 tile: RGB, shorter side to SIDE (bicubic), centre crop, as Hugging Face's CLIPImageProcessor does."""
    with Image.open(path) as image:
        image = image.convert("RGB")
        width, height = image.size
        if width <= height:
            size = (SIDE, int(SIDE * height / width))
        else:
            size = (int(SIDE * width / height), SIDE)
        image = image.resize(size, Image.Resampling.BICUBIC)
        left, top = (size[0] - SIDE) // 2, (size[1] - SIDE) // 2
        return numpy.asarray(image.crop((left, top, left + SIDE, top + SIDE)))


def load(folder: Path, cores):
    """All tiles, [n, SIDE, SIDE, 3] uint8, and the lines of catalogue.csv. The tiles are kept beside the pictures for the next time."""
    with open(folder / "catalogue.csv", encoding="utf-8", newline="") as listing:
        lines = list(csv.DictReader(listing))
    kept = folder / f"tiles-{SIDE}-{len(lines)}.npy"
    if kept.exists() and kept.stat().st_mtime >= (folder / "catalogue.csv").stat().st_mtime:
        return numpy.load(kept), lines
    paths = [folder / "images" / line["key"] for line in lines]
    tiles = numpy.empty((len(paths), SIDE, SIDE, 3), numpy.uint8)
    with multiprocessing.Pool(cores) as pool:
        for i, one in enumerate(pool.imap(tile, paths, chunksize=64)):
            tiles[i] = one
    numpy.save(kept, tiles)
    return tiles, lines
