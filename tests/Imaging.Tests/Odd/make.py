"""Makes pictures.zip and crops.json: pictures of kinds that Pillow reads but cannot write, and the beginnings of the SHA-256 of the crops that it makes of them.

python3 make.py   (Debian 12: python3-pil 9.4, libjpeg-turbo-progs, libtiff-tools, webp, imagemagick)
"""
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'Pillow'))
from PIL import Image  # noqa: E402
from pipelines import VARIANTS  # noqa: E402
from reference import painting  # noqa: E402

WIDTH, HEIGHT = 45, 31
TIFFS = ('rgb', 'grey', 'bits', 'palette', 'rgba', 'greyalpha', 'cmyk')


def run(command):
    if subprocess.run(command, shell=True, capture_output=True).returncode:
        print('not made:', command)


def write(name, data):
    with open(name, 'wb') as file:
        file.write(data)


def read(name):
    with open(name, 'rb') as file:
        return file.read()


def segment(data, marker):
    """Start and end of a JPEG segment."""
    start = data.find(bytes([0xFF, marker]))
    return start, start + 2 + struct.unpack('>H', data[start + 2:start + 4])[0]


def sources():
    rgb = painting(WIDTH, HEIGHT)
    alpha = painting(HEIGHT, WIDTH).convert('L').resize((WIDTH, HEIGHT))
    rgba, grey_alpha = rgb.copy(), rgb.convert('L')
    rgba.putalpha(alpha)
    grey_alpha.putalpha(alpha)
    rgb.save('/tmp/odd.ppm')
    rgb.convert('L').save('/tmp/odd.pgm')
    rgba.save('/tmp/odd.png')
    return {
        'rgb': rgb, 'grey': rgb.convert('L'), 'bits': rgb.convert('1'), 'palette': rgb.quantize(90), 'rgba': rgba, 'greyalpha': grey_alpha,
        'cmyk': rgb.convert('CMYK'),
    }


def jpegs(modes):
    for sampling in ('1x1', '2x1', '1x2', '2x2', '4x1', '1x4', '4x2', '2x4', '3x1', '1x3', '2x2,2x1,1x2', '1x1,2x2,2x2', '2x2,1x1,2x2', '2x2,1x2,1x2'):
        for kind in ('', '-progressive'):
            run(f'cjpeg -quality 80 {kind} -sample {sampling} -outfile sampling{sampling.replace(",", "_")}{kind}.jpg /tmp/odd.ppm')
    for name, options in {
        'arithmetic': '-arithmetic', 'arithmetic-progressive': '-arithmetic -progressive', 'rgb': '-rgb', 'restart': '-restart 1', 'restart-blocks': '-restart 3B',
        'worst': '-quality 3', 'best': '-quality 100', 'grey-progressive': '-grayscale -progressive',
    }.items():
        run(f'cjpeg -quality 80 {options} -outfile {name}.jpg /tmp/odd.ppm')
    modes['cmyk'].save('cmyk.jpg', quality=85)
    data = read('cmyk.jpg')
    start, end = segment(data, 0xEE)
    write('cmyk-no-adobe.jpg', data[:start] + data[end:])
    write('ycck.jpg', data[:end - 1] + b'\2' + data[end:])
    run('convert /tmp/odd.ppm -colorspace CMYK -sampling-factor 2x2 -interlace JPEG cmyk-progressive.jpg')
    data = read('sampling2x2.jpg')
    start, end = segment(data, 0xE0)
    bare = data[:start] + data[end:]
    write('no-jfif.jpg', bare)
    for transform in range(3):
        adobe = b'\xff\xee\0\x0eAdobe\0\x64\0\0\0\0' + bytes([transform])
        write(f'adobe{transform}.jpg', bare[:2] + adobe + bare[2:])
        write(f'jfif-adobe{transform}.jpg', data[:end] + adobe + data[end:])
    write('garbage-after.jpg', data + b'garbage' * 100)
    write('fill-bytes.jpg', data[:2] + b'\xff\xff\xff' + data[2:])
    write('two-pictures.jpg', data + read('sampling1x1.jpg'))


def pngs():
    for depth in (1, 2, 4, 8, 16):
        for interlace in ('None', 'PNG'):
            run(f'convert /tmp/odd.pgm -depth {depth} -interlace {interlace} -define png:bit-depth={depth} -define png:color-type=0 grey{depth}{interlace}.png')
            if depth < 8:
                run(f'convert /tmp/odd.png -colors {2 ** depth} -interlace {interlace} -define png:bit-depth={depth} -define png:color-type=3 index{depth}{interlace}.png')
            for colour in (2, 4, 6) if depth >= 8 else ():
                run(f'convert /tmp/odd.png -depth {depth} -interlace {interlace} -define png:bit-depth={depth} -define png:color-type={colour} '
                    f'colour{colour}depth{depth}{interlace}.png')


def webps():
    for name, options in {
        'alpha': '-q 70 -alpha_q 40', 'near-lossless': '-near_lossless 40', 'strong': '-q 5 -sns 100 -f 80 -strong', 'simple': '-q 60 -f 20 -nostrong',
        'one-segment': '-q 60 -segments 1 -m 0', 'sharp-yuv': '-q 80 -sharp_yuv',
    }.items():
        run(f'cwebp -quiet {options} /tmp/odd.png -o {name}.webp')
    for name, options in {'offset': '-q 60 -noalpha', 'offset-alpha': '-lossless'}.items():
        run(f'cwebp -quiet {options} /tmp/odd.png -crop 0 0 22 16 -o /tmp/odd.webp')
        run(f'webpmux -frame /tmp/odd.webp +100+10+8+0+b -frame /tmp/odd.webp +100+0+0+0+b -loop 2 -bgcolor 255,10,200,30 -o {name}.webp')


def gifs_and_bmps():
    run(f'convert /tmp/odd.ppm -colors 30 -page {WIDTH + 20}x{HEIGHT + 30}+7+11 offset.gif')
    run(f'convert /tmp/odd.png -page {WIDTH + 20}x{HEIGHT + 30}+7+11 offset-alpha.gif')
    run('convert /tmp/odd.png -colors 200 \\( /tmp/odd.ppm -negate \\) -set delay 10 -layers optimize animated.gif')
    data = bytearray(read('offset.gif'))
    data[6:8] = struct.pack('<H', 10)
    write('small-canvas.gif', bytes(data))
    for name, options in {
        'fields565': '-define bmp:subtype=RGB565', 'fields555': '-define bmp:subtype=RGB555', 'run-length8': '-colors 200 -compress RLE',
        'run-length4': '-colors 16 -compress RLE',
    }.items():
        run(f'convert /tmp/odd.ppm {options} {name}.bmp')
    for kind, source in {'BMP2': 'odd.ppm', 'BMP3': 'odd.png', 'BMP': 'odd.png'}.items():
        run(f'convert /tmp/{source} {kind}:{kind.lower()}-header.bmp')
    run('convert /tmp/odd.ppm -colors 100 BMP2:bmp2-palette.bmp')


def tiffs(modes):
    for mode in TIFFS:
        modes[mode].save('/tmp/odd.tif')
        for name, options in {
            'big-endian': '-B', 'tiles': '-t -w 64 -l 48', 'tiles-deflate': '-c zip -t', 'predictor': '-r 7 -c lzw:2', 'planes': '-p separate', 'planes-lzw': '-p separate -B -c lzw',
            'big': '-8', 'fill-order': '-f lsb2msb',
        }.items():
            if not (mode == 'bits' and name.startswith(('predictor', 'planes'))) and (mode, name) != ('greyalpha', 'planes-lzw'):
                run(f'tiffcp {options} /tmp/odd.tif {mode}-{name}.tif')
    for name, options in {
        'wide': '-depth 16', 'cmyk-wide': '-colorspace CMYK -depth 16', 'white-is-zero': '-colorspace Gray -define quantum:polarity=min-is-white',
        'grey4': '-colorspace Gray -depth 4', 'grey2': '-colorspace Gray -depth 2', 'index4': '-colors 16', 'group4': '-monochrome -compress Group4',
    }.items():
        run(f'convert /tmp/odd.ppm {options} {name}.tif')
    for alpha in ('unassociated', 'associated', 'unspecified'):
        run(f'convert /tmp/odd.png -define tiff:alpha={alpha} alpha-{alpha}.tif')
    run('convert /tmp/odd.png -depth 16 wide-alpha.tif')
    run('convert /tmp/odd.ppm /tmp/odd.ppm -negate pages.tif')
    for orientation in range(10):
        modes['rgb'].save(f'orientation{orientation}.tif', tiffinfo={274: orientation})


def crops(name):
    made = {}
    for variant, crop in VARIANTS.items():
        # Pillow turns a TIFF upright twice when asked to turn it at all.
        if variant == 'open_clip_after_exif_transpose' and name.endswith('.tif'):
            continue
        try:
            picture = Image.open(name)
            picture.load()  # Only then has a TIFF the size of its upright picture.
            made[variant] = hashlib.sha256(crop(picture).tobytes()).hexdigest()[:16]
        except Exception:  # Pillow's plugins refuse by many exceptions.
            continue
    return made


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    made = sources()
    jpegs(made)
    pngs()
    webps()
    gifs_and_bmps()
    tiffs(made)
    table = {name: crops(name) for name in sorted(os.listdir('.'))}
    table = {name: hashes for name, hashes in table.items() if hashes}
    with open(os.path.join(HERE, 'crops.json'), 'w') as file:
        json.dump(table, file, indent=1)
    with zipfile.ZipFile(os.path.join(HERE, 'pictures.zip'), 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in table:
            archive.write(name)
    print(len(table), 'pictures')
