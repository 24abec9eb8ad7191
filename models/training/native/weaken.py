"""Marks one symbol-version need of an ELF library as weak: weaken.py LIBRARY VERSION.

The loader then starts the library on a machine whose libstdc++ lacks that version; the one symbol behind it
comes from the preloaded shim beside this file.
"""
import os
import struct
import sys

VERNEED, WEAK = 0x6FFFFFFE, 2


def weaken(image, version):
    table = struct.unpack_from('<Q', image, 0x28)[0]
    size, count = struct.unpack_from('<HH', image, 0x3A)
    changed = 0
    for section in range(count):
        head = table + section * size
        if struct.unpack_from('<I', image, head + 4)[0] != VERNEED:
            continue
        offset, _, link, needs = struct.unpack_from('<QQII', image, head + 0x18)
        strings = struct.unpack_from('<Q', image, table + link * size + 0x18)[0]
        for _ in range(needs):
            _, versions, _, first, following = struct.unpack_from('<HHIII', image, offset)
            entry = offset + first
            for _ in range(versions):
                _, flags, _, name, step = struct.unpack_from('<IHHII', image, entry)
                start = strings + name
                if image[start:image.index(0, start)].decode() == version and not flags & WEAK:
                    struct.pack_into('<H', image, entry + 4, flags | WEAK)
                    changed += 1
                entry += step
            offset += following
    return changed


path, wanted = sys.argv[1:3]
with open(path, 'rb') as file:
    data = bytearray(file.read())
if weaken(data, wanted):
    # A running process may have the old file mapped: put a new one in its place.
    with open(path + '.partial', 'wb') as file:
        file.write(data)
    os.replace(path + '.partial', path)
