"""Pillow's share of the comparison: resize + crop (+ normalise) of a decoded picture, as the reference does it.

python3 resize.py PIXELS WIDTH HEIGHT CROP: writes the crop, prints "ready"; then for each line with a count prints the seconds of
resize + crop + normalise and of resize + crop alone.
"""
import sys
import time

import numpy as np
from PIL import Image

pixels, width, height, crop = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
with open(pixels, 'rb') as file:
    picture = Image.frombytes('RGB', (width, height), file.read())
mean = np.array([0.48145466, 0.4578275, 0.40821073], dtype=np.float32).reshape(3, 1, 1)
std = np.array([0.26862954, 0.26130258, 0.27577711], dtype=np.float32).reshape(3, 1, 1)


def tile():
    shorter = min(width, height)
    size = int(224 * width / shorter), int(224 * height / shorter)
    resized = picture.resize(size, Image.Resampling.BICUBIC)
    left, top = (int(round((n - 224) / 2.0)) for n in size)
    return resized.crop((left, top, left + 224, top + 224))


def tensor():
    values = np.ascontiguousarray(np.asarray(tile()).transpose(2, 0, 1)).astype(np.float32)
    values /= 255
    values -= mean
    values /= std
    return values


with open(crop, 'wb') as file:
    file.write(tile().tobytes())
print('ready', flush=True)
for line in sys.stdin:
    taken = []
    for work in (tensor, tile):
        begin = time.perf_counter()
        for _ in range(int(line)):
            work()
        taken.append(time.perf_counter() - begin)
    print(*taken, flush=True)
