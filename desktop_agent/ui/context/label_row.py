# SPDX-License-Identifier: Apache-2.0
"""A ticket's labels as chips that wrap, with adding and taking away. Sends nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayout, QLayoutItem, QMenu, QPushButton, QWidget

from desktop_agent.ui.context.sections import label_chip_style
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.theme import Theme


class LabelRow(QWidget):
    """Signals:
    add_wanted, remove_wanted: a label's name.
    """

    add_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        labels: Sequence[str],
        adding: Sequence[str],
        removing: Sequence[str],
        available: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._available = [n for n in available if n not in labels and n not in adding]
        flow = FlowLayout(self)
        for name in (*labels, *adding):
            is_pending = name in adding or name in removing
            chip = QPushButton(one_line(name, 40).replace("&", "&&"), self)
            chip.setStyleSheet(label_chip_style(theme, is_pending=is_pending))
            chip.setProperty("label", name)
            chip.setEnabled(not is_pending)
            chip.setAccessibleName(
                tr("Label {name}, not confirmed yet").format(name=name)
                if is_pending
                else tr("Label {name}, press to remove").format(name=name)
            )
            chip.setToolTip(tr("waits for the server") if is_pending else tr("Remove"))
            chip.clicked.connect(self._on_chip_clicked)
            flow.addWidget(chip)
        if self._available:
            add = QPushButton("+", self)
            add.setStyleSheet(label_chip_style(theme, is_pending=False))
            add.setAccessibleName(tr("Add a label"))
            add.setToolTip(tr("Add a label"))
            add.clicked.connect(self._on_add_clicked)
            flow.addWidget(add)

    @Slot()
    def _on_chip_clicked(self) -> None:
        self.remove_wanted.emit(str(self.sender().property("label")))

    @Slot()
    def _on_add_clicked(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._available:
            menu.addAction(one_line(name, 40).replace("&", "&&")).setData(name)
        menu.triggered.connect(self._on_chosen)
        button = self.sender()
        if isinstance(button, QWidget):
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.add_wanted.emit(str(action.data()))


class FlowLayout(QLayout):
    """Puts widgets in lines like words; the height follows from the width."""

    _GAP = 5

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take a widget's item."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, None outside."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Lines break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._arrange(rect, is_real=True)

    def sizeHint(self) -> QSize:
        """Widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, is_real: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._GAP, 0
            if is_real:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._GAP
            line = max(line, hint.height())
        return y + line - rect.y()
