"""Reads a QR code back from its picture, by the rules of ISO/IEC 18004 alone: no error correction.

Only the tables of blocks are taken from the library that draws; where the modules lie, which
mask was put over them and in which order the codewords stand is worked out here.
"""

import base64
import io

from PIL import Image
from segno import consts

MASKS = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)
LEVELS = {0b01: consts.ERROR_LEVEL_L, 0b00: consts.ERROR_LEVEL_M, 0b11: consts.ERROR_LEVEL_Q,
          0b10: consts.ERROR_LEVEL_H}  # fmt: skip
BYTES = 0b0100


def read_mark(mark, border=4, scale=4):
    """The text of a mark of the house, read from its PNG."""
    picture = Image.open(io.BytesIO(base64.b64decode(mark["png"]))).convert("1")
    size = picture.width // scale
    half = scale // 2
    modules = [
        [picture.getpixel((x * scale + half, y * scale + half)) == 0 for x in range(size)]
        for y in range(size)
    ]
    return read_modules([row[border:-border] for row in modules[border:-border]])


def read_modules(modules):
    """The text in a square of dark and light modules."""
    size = len(modules)
    version = (size - 17) // 4
    format_bits = int("".join("1" if modules[8][c] else "0" for c in (0, 1, 2, 3, 4, 5, 7, 8)), 2)
    format_bits = (format_bits << 7) | int(
        "".join("1" if modules[r][8] else "0" for r in (7, 5, 4, 3, 2, 1, 0)), 2
    )
    format_bits ^= 0b101010000010010
    level, mask = LEVELS[format_bits >> 13], MASKS[(format_bits >> 10) & 0b111]
    taken = _patterns(size, version)
    bits = []
    upwards, column = True, size - 1
    while column > 0:
        column -= column == 6
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for c in (column, column - 1):
                if not taken[row][c]:
                    bits.append(modules[row][c] ^ mask(row, c))
        upwards, column = not upwards, column - 2
    words = [
        int("".join("1" if one else "0" for one in bits[at : at + 8]), 2)
        for at in range(0, len(bits) // 8 * 8, 8)
    ]
    return _text(_data(words, version, level), version)


def _patterns(size, version):
    """Where no data lies: finders, timing, alignment, format and version."""
    taken = [[False] * size for _row in range(size)]

    def fill(top, left, height, width):
        for r in range(max(top, 0), min(top + height, size)):
            for c in range(max(left, 0), min(left + width, size)):
                taken[r][c] = True

    for top, left in ((0, 0), (0, size - 8), (size - 8, 0)):
        fill(top, left, 9 if top == 0 else 8, 9 if left == 0 else 8)
    fill(8, size - 8, 1, 8)
    fill(size - 8, 8, 8, 1)
    fill(6, 0, 1, size)
    fill(0, 6, size, 1)
    centres = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    for r in centres:
        for c in centres:
            if (r, c) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                fill(r - 2, c - 2, 5, 5)
    if version >= 7:
        fill(0, size - 11, 6, 3)
        fill(size - 11, 0, 3, 6)
    return taken


def _data(words, version, level):
    """The data codewords in their own order, the blocks taken apart."""
    lengths = []
    for info in consts.ECC[version][level]:
        lengths += [info.num_data] * info.num_blocks
    blocks = [[] for _one in lengths]
    stream = iter(words)
    for place in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if place < length:
                block.append(next(stream))
    return [one for block in blocks for one in block]


def _text(data, version):
    bits = "".join(f"{one:08b}" for one in data)
    assert int(bits[:4], 2) == BYTES
    width = 8 if version < 10 else 16
    length = int(bits[4 : 4 + width], 2)
    body = bits[4 + width : 4 + width + length * 8]
    return bytes(int(body[at : at + 8], 2) for at in range(0, len(body), 8)).decode()
