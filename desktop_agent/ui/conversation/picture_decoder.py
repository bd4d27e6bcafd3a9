# SPDX-License-Identifier: Apache-2.0
"""Decodes foreign pictures away from the main thread, small and bounded. Knows no messages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

MAX_MEGAPIXELS: Final = 50
MAX_SIDE: Final = 16_000
ALLOCATION_MB: Final = 256
"""What one decoder may ask for; Qt refuses a picture that needs more."""
FORMATS: Final = frozenset({b"jpeg", b"jpg", b"png", b"gif", b"webp", b"bmp"})
"""Pixel formats only: no SVG, no PDF, nothing that runs or refers elsewhere."""


class PictureDecoder(QRunnable):
    """One picture, scaled down to fit a box; `done` carries key and image (null = refused)."""

    class _Signals(QObject):
        done = Signal(object, QImage)

    def __init__(self, key: object, content: bytes, box: QSize) -> None:
        super().__init__()
        self._key = key
        self._content = content
        self._box = box
        self.signals = PictureDecoder._Signals()
        # the owner keeps it until `done` arrived; the pool must not delete a Python object
        self.setAutoDelete(False)

    def run(self) -> None:
        """Decode on the pool's thread."""
        self.signals.done.emit(self._key, decode(self._content, self._box))


def decode(content: bytes, box: QSize) -> QImage:
    """The picture within `box` device pixels, upright; a null image when it is refused.

    Any thread. Looks at the declared size first, so a decompression bomb is never unpacked.
    """
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    if not buffer.open(QIODevice.OpenModeFlag.ReadOnly):
        return QImage()
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or bytes(reader.format().data()).lower() not in FORMATS:
        return QImage()
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MAX_SIDE:
        return QImage()
    if size.width() * size.height() > MAX_MEGAPIXELS * 1_000_000:
        return QImage()
    fitted = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
    if fitted.width() < size.width():
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    return reader.read()
