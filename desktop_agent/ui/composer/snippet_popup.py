# SPDX-License-Identifier: Apache-2.0
"""The list of snippets that appears after "/" and narrows while the agent types on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_agent.domain.directory import Snippet
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme

_ROW: Final = 46
_SHOWN: Final = 5
_ROLE: Final = Qt.ItemDataRole.UserRole


class SnippetPopup(QListWidget):
    """Floats over the transcript; the focus stays in the text field.

    Signals:
        chosen: the snippet to insert.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._snippets: tuple[Snippet, ...] = ()
        self.setObjectName("snippet-popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(_SnippetDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def set_snippets(self, snippets: Sequence[Snippet]) -> None:
        """What there is to choose from."""
        self._snippets = tuple(sorted(snippets, key=lambda snippet: snippet.code.casefold()))

    def narrow(self, code: str) -> bool:
        """Show what fits the typed word; False when nothing does."""
        wanted = code.casefold()
        begins = [s for s in self._snippets if s.code.casefold().startswith(wanted)]
        holds = [
            s
            for s in self._snippets
            if s not in begins and (wanted in s.code.casefold() or wanted in s.text.casefold())
        ]
        self.clear()
        for snippet in [*begins, *holds][:50]:
            item = QListWidgetItem(f"/{snippet.code}: {one_line(snippet.text)}", self)
            item.setData(_ROLE, snippet)
        self.setAccessibleName(tr("Snippets"))
        self.setCurrentRow(0)
        self.resize(self.width(), min(self.count(), _SHOWN) * _ROW + 8)
        return self.count() > 0

    def step(self, by: int) -> None:
        """Move the choice."""
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))

    def choose(self) -> None:
        """Take the current one."""
        for item in self.selectedItems()[:1]:
            self.chosen.emit(item.data(_ROLE))

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_ROLE))

    @Slot()
    def _on_theme_changed(self) -> None:
        p = self._theme.palette
        restyle(
            self,
            f"#snippet-popup {{ background: {p.raised}; border: 1px solid {p.border_strong};"
            f" border-radius: {t.RADIUS}px; padding: 3px; }}",
        )


class _SnippetDelegate(QStyledItemDelegate):
    """Code over the first words of the text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines."""
        return QSize(100, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one snippet."""
        snippet: Snippet = index.data(_ROLE)
        p = self._theme.palette
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(p.accent_soft))
            painter.drawRoundedRect(rect, t.RADIUS_SMALL, t.RADIUS_SMALL)
        inner = rect.adjusted(10, 4, -10, -4)
        painter.setFont(self._theme.font(t.TYPE_LABEL, QFont.Weight.DemiBold))
        painter.setPen(self._theme.colour(p.accent_text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, f"/{one_line(snippet.code, 40)}")
        metrics = self._theme.metrics(t.TYPE_BODY)
        text = metrics.elidedText(
            one_line(snippet.text), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.setFont(self._theme.font(t.TYPE_BODY))
        painter.setPen(self._theme.colour(p.text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, text)
        painter.restore()
