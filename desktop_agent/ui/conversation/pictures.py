# SPDX-License-Identifier: Apache-2.0
"""Which attachments of the open ticket are here, and the pictures among them, decoded.

Asks the bridge for bytes; keeps small pictures in memory only, never a file.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from desktop_agent.bridge import Bridge
from desktop_agent.domain.events import AttachmentReady
from desktop_agent.domain.ids import AttachmentId, TicketId
from desktop_agent.domain.messages import Attachment, AttachmentKind
from desktop_agent.domain.queries import AttachmentBytes, AttachmentQuery
from desktop_agent.domain.requests import FetchAttachment
from desktop_agent.ui.conversation.picture_decoder import PictureDecoder
from desktop_agent.ui.questions import Questions
from desktop_agent.ui.strings import tr

BOX: Final = QSize(280, 240)
"""Largest preview, logical pixels."""
MAX_UNASKED: Final = 5_000_000
"""Bytes that are fetched without a click; WhatsApp's own limit for pictures."""
_MAX_PICTURES: Final = 80
_WITHOUT_BYTES: Final = (AttachmentKind.LOCATION, AttachmentKind.CONTACT, AttachmentKind.UNKNOWN)
_PICTURES: Final = (AttachmentKind.IMAGE, AttachmentKind.STICKER)


class Holding(Enum):
    """What is known about an attachment's bytes."""

    UNKNOWN = "unknown"
    ASKED = "asked"
    ABSENT = "absent"
    FETCHING = "fetching"
    STORED = "stored"
    UNAVAILABLE = "unavailable"
    UNREADABLE = "unreadable"


class Pictures(QObject):
    """State of attachments by id. Main thread; decoding runs in Qt's thread pool.

    Signals:
        changed: the attachment whose state or picture is different now.
    """

    changed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._questions = Questions(bridge, self)
        self._ticket_id: TicketId | None = None
        self._may_fetch_unasked: bool | None = None
        self._holding: dict[AttachmentId, Holding] = {}
        self._kinds: dict[AttachmentId, AttachmentKind] = {}
        self._pixmaps: OrderedDict[AttachmentId, QPixmap] = OrderedDict()
        self._decoders: dict[AttachmentId, PictureDecoder] = {}
        bridge.happened.connect(self._on_happened)

    def open_ticket(self, ticket_id: TicketId | None) -> None:
        """Another ticket is shown; what was decoded stays until it is pushed out."""
        self._ticket_id = ticket_id
        self._may_fetch_unasked = None
        self._holding = {
            key: state for key, state in self._holding.items() if state is Holding.STORED
        }

    @property
    def is_ready(self) -> bool:
        """True once the ticket said whether anything may be fetched unasked."""
        return self._may_fetch_unasked is not None

    def allow_unasked(self, is_allowed: bool) -> None:
        """Whether small attachments come without a click; not for Art. 9 tickets."""
        self._may_fetch_unasked = is_allowed

    def pixmap(self, attachment_id: AttachmentId) -> QPixmap | None:
        """The decoded preview."""
        return self._pixmaps.get(attachment_id)

    def size(self, attachment_id: AttachmentId) -> QSize | None:
        """Size of the preview in logical pixels, None while there is none."""
        pixmap = self._pixmaps.get(attachment_id)
        if pixmap is None:
            return None
        natural = pixmap.size() / 2
        return natural.expandedTo(QSize(24, 24))

    def holding(self, attachment_id: AttachmentId) -> Holding:
        """What is known about the bytes."""
        return self._holding.get(attachment_id, Holding.UNKNOWN)

    def state_words(self, attachment: Attachment) -> str:
        """The same in words for the card; empty where nothing can be said."""
        if attachment.kind in _WITHOUT_BYTES:
            return ""
        match self.holding(attachment.id):
            case Holding.STORED:
                return tr("stored encrypted")
            case Holding.FETCHING:
                return tr("being fetched …")
            case Holding.ABSENT:
                return tr("click to fetch")
            case Holding.UNAVAILABLE:
                return tr("not available")
            case Holding.UNREADABLE:
                return tr("cannot be shown")
            case _:
                return ""

    def want(self, attachment: Attachment) -> None:
        """The attachment came into sight: look whether its bytes are here."""
        if attachment.kind in _WITHOUT_BYTES or attachment.id in self._holding:
            if attachment.kind not in _PICTURES or attachment.id in self._pixmaps:
                return
            if self.holding(attachment.id) is not Holding.STORED:
                return
        self._kinds[attachment.id] = attachment.kind
        self._holding[attachment.id] = Holding.ASKED
        may_fetch = bool(self._may_fetch_unasked) and (attachment.size or 0) <= MAX_UNASKED

        def take(found: AttachmentBytes | None) -> None:
            self._take(attachment.id, found, may_fetch=may_fetch)

        self._ask(attachment.id, take)

    def fetch(self, attachment_id: AttachmentId) -> None:
        """Bring the bytes from the server into the encrypted store."""
        if self._ticket_id is None:
            return
        self._set(attachment_id, Holding.FETCHING)
        self._bridge.submit(FetchAttachment(self._ticket_id, attachment_id))

    def _ask(
        self, attachment_id: AttachmentId, take: Callable[[AttachmentBytes | None], None]
    ) -> None:
        self._questions.ask_anew(str(attachment_id), AttachmentQuery(attachment_id), take)

    def _take(
        self, attachment_id: AttachmentId, found: AttachmentBytes | None, *, may_fetch: bool
    ) -> None:
        if found is None:
            if may_fetch:
                self.fetch(attachment_id)
            else:
                self._set(attachment_id, Holding.ABSENT)
            return
        self._set(attachment_id, Holding.STORED)
        if self._kinds.get(attachment_id) in _PICTURES:
            decoder = PictureDecoder(attachment_id, found.content, BOX * 2)
            decoder.signals.done.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)
            self._decoders[attachment_id] = decoder
            QThreadPool.globalInstance().start(decoder)

    @Slot(object, QImage)
    def _on_decoded(self, attachment_id: AttachmentId, image: QImage) -> None:
        self._decoders.pop(attachment_id, None)
        if image.isNull():
            self._set(attachment_id, Holding.UNREADABLE)
            return
        self._pixmaps[attachment_id] = QPixmap.fromImage(image)
        while len(self._pixmaps) > _MAX_PICTURES:
            self._pixmaps.popitem(last=False)
        self.changed.emit(attachment_id)

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if not isinstance(event, AttachmentReady) or event.attachment_id not in self._holding:
            return
        if event.problem is not None:
            self._set(event.attachment_id, Holding.UNAVAILABLE)
            return

        def take(found: AttachmentBytes | None) -> None:
            self._take(event.attachment_id, found, may_fetch=False)

        self._ask(event.attachment_id, take)

    def _set(self, attachment_id: AttachmentId, holding: Holding) -> None:
        if self._holding.get(attachment_id) is not holding:
            self._holding[attachment_id] = holding
            self.changed.emit(attachment_id)
