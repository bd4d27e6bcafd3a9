# SPDX-License-Identifier: Apache-2.0
"""Writes small PDF, PNG and WAV files for simulated attachments; pure functions, no state."""

from __future__ import annotations

import math
import struct
import zlib
from functools import lru_cache
from typing import Final

from desktop_agent.sandbox.world.dice import Dice

WAV_RATE: Final = 8000
WAV_HEADER: Final = 44
PNG_WIDTH: Final = 320
PNG_HEIGHT: Final = 240


def wav_size(seconds: int) -> int:
    """Return the size in bytes of a voice note of `seconds`."""
    return WAV_HEADER + WAV_RATE * seconds


@lru_cache(maxsize=8)
def wav_bytes(seconds: int, seed: int) -> bytes:
    """Return an 8-bit mono WAV that hums in syllables."""
    dice = Dice(seed, 51)
    second = bytearray()
    for _ in range(5):
        pitch = dice.between(90, 210)
        length = WAV_RATE // 5
        for step in range(length):
            swell = math.sin(math.pi * step / length)
            wave = math.sin(2 * math.pi * pitch * step / WAV_RATE)
            second.append(128 + int(80 * swell * wave))
    data = bytes(second) * seconds
    header = b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt "
    header += struct.pack("<IHHIIHH", 16, 1, 1, WAV_RATE, WAV_RATE, 1, 8)
    return header + b"data" + struct.pack("<I", len(data)) + data


@lru_cache(maxsize=1)
def png_size() -> int:
    """Return the size in bytes of every generated picture (they are not compressed)."""
    return len(png_bytes(0))


@lru_cache(maxsize=8)
def png_bytes(seed: int) -> bytes:
    """Return a picture of coloured paper with dark lines, like a photographed letter."""
    dice = Dice(seed, 52)
    back = tuple(dice.between(40, 120) for _ in range(3))
    paper = tuple(dice.between(225, 250) for _ in range(3))
    ink = (60, 60, 70)
    left, right = dice.between(20, 60), dice.between(250, 300)
    rows = []
    for y in range(PNG_HEIGHT):
        row = bytearray(bytes(back) * PNG_WIDTH)
        if 16 <= y < PNG_HEIGHT - 16:
            row[left * 3 : right * 3] = bytes(paper) * (right - left)
            if y % 14 < 2 and y > 34:
                end = right - 16 - (y * 37 + seed) % 70
                row[(left + 14) * 3 : end * 3] = bytes(ink) * (end - left - 14)
        rows.append(b"\x00" + bytes(row))
    header = struct.pack(">IIBBBBB", PNG_WIDTH, PNG_HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"".join(rows), 0))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pdf_bytes(title: str, size: int) -> bytes:
    """Return a one-page PDF of exactly `size` bytes (at least about 1,000)."""
    lines = (title, "Stadt Lindenau", "Muster ohne Bedeutung, erzeugt von der Sandbox.")
    text = "".join(
        f"BT /F1 {18 - 7 * min(row, 1)} Tf 60 {760 - 40 * row} Td ({_pdf_text(line)}) Tj ET\n"
        for row, line in enumerate(lines)
    ).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    short = _pdf_file(objects, 0)
    # A comment line after the header fills the file; offsets move with it and stay 10 digits.
    return _pdf_file(objects, max(0, size - len(short) - (len(str(size)) - len(str(len(short))))))


def _pdf_file(objects: list[bytes], padding: int) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    if padding > 1:
        out += b"%" + b"." * (padding - 2) + b"\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def _pdf_text(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
