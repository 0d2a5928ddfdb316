"""Makes pictures of every kind and size with Pillow, and beside each the crops that the reference pipelines make of it.

python3 reference.py FOLDER   ->   FOLDER/NAME, FOLDER/NAME.VARIANT.bin (uint8, height x width x 3); prints one name a line.
"""
import os
import random
import sys

import PIL
from PIL import Image, ImageDraw

from pipelines import BICUBIC, VARIANTS

OUT = sys.argv[-1]


def painting(width, height):
    """Smooth colours with hard edges on them."""
    dice = random.Random(width * 7919 + height)
    small = Image.new('RGB', (8, 6))
    small.putdata([tuple(dice.randrange(256) for _ in range(3)) for _ in range(48)])
    picture = small.resize((width, height), BICUBIC)
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y = dice.randrange(width), dice.randrange(height)
        draw.ellipse([x, y, x + width // 5, y + height // 4], fill=tuple(dice.randrange(256) for _ in range(3)))
        draw.line([x, 0, 0, y], fill=tuple(dice.randrange(256) for _ in range(3)))
    return picture


def save(picture, name, **options):
    path = os.path.join(OUT, name)
    picture.save(path, **options)
    stored = Image.open(path)
    stored.load()
    for variant, crop in VARIANTS.items():
        try:
            raw = crop(stored).tobytes()
        except ValueError:
            continue  # Pillow does not resize every mode, 16-bit grey TIFF among them.
        with open(f'{path}.{variant}.bin', 'wb') as file:
            file.write(raw)
    print(name)


def pictures(width, height):
    size = f'{width}x{height}'
    rgb = painting(width, height)
    grey = rgb.convert('L')
    alpha = painting(height, width).convert('L').resize((width, height))
    rgba, grey_alpha = rgb.copy(), grey.copy()
    rgba.putalpha(alpha)
    grey_alpha.putalpha(alpha)
    modes = {
        'rgb': rgb, 'grey': grey, 'rgba': rgba, 'greyalpha': grey_alpha, 'bits': rgb.convert('1'),
        'palette': rgb.quantize(64), 'palette13': rgb.quantize(13), 'palette4': rgb.quantize(4), 'palette2': rgb.quantize(2),
    }
    for mode, picture in modes.items():
        save(picture, f'{mode}_{size}.png')
        save(picture, f'{mode}_{size}.tif')
        save(picture, f'{mode}_{size}.gif')
        save(picture, f'{mode}_{size}.webp', lossless=True, method=0)
        if mode != 'greyalpha':
            save(picture, f'{mode}_{size}.bmp')
    if int(PIL.__version__.split('.')[0]) < 10:  # Later ones read 16-bit grey into another mode.
        save(Image.frombytes('I;16', grey.size, bytes(b for v in grey.getdata() for b in (v, v % 2))), f'grey16_{size}.png')
    save(rgb, f'transparent_colour_{size}.png', transparency=rgb.getpixel((0, 0)))
    save(grey, f'transparent_grey_{size}.png', transparency=grey.getpixel((0, 0)))
    save(modes['palette'], f'transparent_index_{size}.png', transparency=3)
    save(modes['palette'], f'transparent_index_{size}.gif', transparency=3)
    save(modes['palette'], f'straight_{size}.gif', interlace=0)
    save(modes['palette'], f'frames_{size}.gif', save_all=True, append_images=[modes['palette13']])
    save(rgba, f'frames_{size}.webp', save_all=True, append_images=[rgba.rotate(90)])
    save(modes['bits'], f'group4_{size}.tif', compression='group4')
    save(rgb, f'lzw_{size}.tif', compression='tiff_lzw')
    save(rgb, f'turned_{size}.tif', tiffinfo={274: 6})
    save(rgb.convert('CMYK'), f'cmyk_{size}.tif')
    save(rgb.convert('CMYK'), f'cmyk_{size}.jpg')
    save(rgba, f'lossy_{size}.webp', quality=80)
    for subsampling in range(3):
        save(rgb, f'subsampling{subsampling}_{size}.jpg', quality=50 + 20 * subsampling, subsampling=subsampling)
    save(rgb, f'progressive_{size}.jpg', progressive=True)
    save(grey, f'grey_{size}.jpg')
    save(rgb, f'turned_{size}.jpg', exif=b'Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0')


def main():
    os.makedirs(OUT, exist_ok=True)
    for each in [(333, 251), (224, 224), (90, 300), (37, 19), (640, 480), (1, 1)]:
        pictures(*each)


if __name__ == '__main__':
    main()
