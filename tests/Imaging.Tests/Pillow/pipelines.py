"""The reference pipelines over Pillow: the crops that each encoder family makes of an opened picture."""
from PIL import Image, ImageOps

BICUBIC, BILINEAR = Image.Resampling.BICUBIC, Image.Resampling.BILINEAR


def shortest(picture, side, floor):
    width, height = picture.size
    longer = int(side * max(width, height) / min(width, height))
    picture = picture.resize((side, longer) if width <= height else (longer, side), BICUBIC)
    return centre(picture, side, floor)


def centre(picture, side, floor):
    left, top = ((n - side) // 2 if floor else int(round((n - side) / 2.0)) for n in picture.size)
    return picture.crop((left, top, left + side, top + side))


VARIANTS = {
    'open_clip': lambda p: shortest(p, 224, False).convert('RGB'),
    'rgb_first': lambda p: shortest(p.convert('RGB'), 224, False),
    'hf_clip': lambda p: shortest(p.convert('RGB'), 224, True),
    'align': lambda p: centre(p.convert('RGB').resize((346, 346), BILINEAR), 289, True),
    'open_clip_after_exif_transpose': lambda p: shortest(ImageOps.exif_transpose(p), 224, False).convert('RGB'),
}
