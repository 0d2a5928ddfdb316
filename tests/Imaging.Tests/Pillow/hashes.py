"""Prints a line "FILE <tab> VARIANT <tab> SHA-256 of the crop" for every file named on standard input and every pipeline; no line where Pillow refuses.

python3 hashes.py < LIST
"""
import hashlib
import sys
import warnings

from PIL import Image

from pipelines import VARIANTS

warnings.simplefilter('ignore')
for line in sys.stdin:
    path = line.rstrip('\n')
    for variant, crop in VARIANTS.items():
        try:
            raw = crop(Image.open(path)).tobytes()
        except Exception:  # Pillow's plugins refuse by many exceptions.
            continue
        print(path, variant, hashlib.sha256(raw).hexdigest(), sep='\t')
