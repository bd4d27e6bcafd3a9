# SPDX-License-Identifier: Apache-2.0
"""Typing "/" and a word into the text field brings a snippet, its variables filled or asked for.

The focus stays in the field; nothing is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop_agent.domain.directory import Snippet
from desktop_agent.ui.composer.fields_popover import FieldsPopover
from desktop_agent.ui.composer.growing_edit import GrowingEdit
from desktop_agent.ui.composer.snippet_fields import field_names, fill
from desktop_agent.ui.composer.snippet_popup import SnippetPopup
from desktop_agent.ui.theme.theme import Theme

_WIDEST = 420
_GAP = 6


class SnippetEntry(QObject):
    """Joins the field with the popup over it. Main thread."""

    def __init__(self, edit: GrowingEdit, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._edit = edit
        self._theme = theme
        self._over = parent
        self._popup: SnippetPopup | None = None
        self._snippets: tuple[Snippet, ...] = ()
        self._known: Mapping[str, str] = {}
        edit.code_changed.connect(self._on_code_changed)
        edit.key_for_popup.connect(self._on_key)

    def set_snippets(self, snippets: Sequence[Snippet]) -> None:
        """What there is to choose from."""
        self._snippets = tuple(snippets)
        if self._popup is not None:
            self._popup.set_snippets(self._snippets)

    def set_known(self, values: Mapping[str, str]) -> None:
        """Variables that the ticket answers itself."""
        self._known = values

    @Slot()
    def begin(self) -> None:
        """As if "/" had been typed."""
        cursor = self._edit.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        if self._edit.code() is None:
            self._edit.insertPlainText("/" if not before or before[-1].isspace() else " /")
        self._edit.setFocus()

    @Slot(object)
    def _on_code_changed(self, code: str | None) -> None:
        if code is None or self._edit.isReadOnly() or not self._snippets:
            self._close()
            return
        popup = self._popup or self._make_popup()
        popup.resize(min(_WIDEST, self._edit.width()), popup.height())
        if not popup.narrow(code):
            self._close()
            return
        at = self._edit.mapTo(self._edit.window(), QPoint(0, 0))
        popup.move(at.x(), at.y() - popup.height() - _GAP)
        popup.show()
        popup.raise_()
        self._edit.is_popup_open = True

    def _make_popup(self) -> SnippetPopup:
        self._popup = SnippetPopup(self._theme, self._edit.window())
        self._popup.set_snippets(self._snippets)
        self._popup.chosen.connect(self._on_chosen)
        self._over.destroyed.connect(self._popup.deleteLater)
        return self._popup

    @Slot(int)
    def _on_key(self, key: int) -> None:
        if self._popup is None:
            return
        if key == Qt.Key.Key_Up.value:
            self._popup.step(-1)
        elif key == Qt.Key.Key_Down.value:
            self._popup.step(1)
        elif key == Qt.Key.Key_Escape.value:
            self._close()
        else:
            self._popup.choose()

    def _close(self) -> None:
        self._edit.is_popup_open = False
        if self._popup is not None:
            self._popup.hide()

    @Slot(object)
    def _on_chosen(self, snippet: Snippet) -> None:
        self._close()
        text = fill(snippet.text, self._known)
        if not field_names(text):
            self._on_filled(text)
            return
        popover = FieldsPopover(text, self._over)
        popover.filled.connect(self._on_filled)
        popover.show_above(self._edit)

    @Slot(str)
    def _on_filled(self, text: str) -> None:
        self._edit.replace_code(text)
        self._edit.setFocus()
