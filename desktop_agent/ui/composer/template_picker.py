# SPDX-License-Identifier: Apache-2.0
"""Chooses an approved template and fills its fields, with what the customer will read beside it.

Sends nothing; the guard's words decide what may be chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.domain.commands import SendTemplate
from desktop_agent.domain.directory import Template, TemplateCategory
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.ui.composer.snippet_fields import fill
from desktop_agent.ui.conversation.safe_text import one_line, shown
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme


def category_word(category: TemplateCategory) -> str:
    """What a template is for."""
    match category:
        case TemplateCategory.UTILITY:
            return tr("service")
        case TemplateCategory.AUTHENTICATION:
            return tr("sign-in code")
        case TemplateCategory.MARKETING:
            return tr("advertising")
        case TemplateCategory.UNKNOWN:
            return tr("category unknown")


def why_not(template: Template, rules: ServiceRules) -> str:
    """Why a template cannot be sent, empty when it can."""
    if not template.is_usable:
        return tr("This template is not approved at the moment.")
    if template.category is TemplateCategory.MARKETING and not rules.allows_marketing:
        return tr("Advertising is switched off here.")
    return ""


class TemplatePicker(QFrame):
    """List on the left, fields and preview on the right.

    Signals:
        chosen: the `SendTemplate` to send.
        closed: the agent left it.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, rules: ServiceRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rules = rules
        self._templates: tuple[Template, ...] = ()
        self._values: Mapping[str, str] = {}
        self._fields: dict[str, QLineEdit] = {}
        self.find_field = QLineEdit(self)
        self._list = QListWidget(self)
        self._form = QFormLayout()
        self.preview = QLabel(self)
        self.why = QLabel(self)
        self.send = QPushButton(self)
        self._cancel = QPushButton(self)
        self._build()

    def offer(self, templates: Sequence[Template], values: Mapping[str, str]) -> None:
        """Show a channel's templates; `values` fill fields whose names they know."""
        self._templates = tuple(
            sorted(
                templates, key=lambda item: (bool(why_not(item, self._rules)), item.name.casefold())
            )
        )
        self._values = values
        self.find_field.clear()
        self._fill_list()

    def show_send_word(self, word: str) -> None:
        """What the button says, e.g. that sending also takes the ticket."""
        self.send.setText(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.find_field.setPlaceholderText(tr("Find a template"))
        self.find_field.setAccessibleName(tr("Find a template"))
        self._list.setAccessibleName(tr("Templates"))
        self._cancel.setText(tr("Close"))
        self.preview.setAccessibleName(tr("What the customer will read"))

    def _build(self) -> None:
        set_look(self.send, Look.PRIMARY)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setWordWrap(True)
        self.preview.setMinimumHeight(60)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.preview.setObjectName("template-preview")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        set_look(self.why, Look.WARNING)
        self._list.setMinimumWidth(160)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.find_field)
        left.addWidget(self._list, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.send)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(self._form)
        right.addWidget(self.preview)
        right.addStretch(1)
        right.addWidget(self.why)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        self.setFixedHeight(236)
        self.find_field.textChanged.connect(self._on_find)
        self._list.currentItemChanged.connect(self._on_current_changed)
        self.send.clicked.connect(self._on_send)
        self._cancel.clicked.connect(self.closed)
        self.setFocusProxy(self.find_field)
        self._theme.changed.connect(self._on_theme_changed)
        self.retranslate()
        self._show_template()
        self._on_theme_changed()

    def _fill_list(self) -> None:
        wanted = self.find_field.text().casefold()
        self._list.clear()
        for template in self._templates:
            text = " · ".join(
                (
                    one_line(template.name, 60).replace("_", " "),
                    template.language,
                    category_word(template.category),
                )
            )
            if wanted in text.casefold() or wanted in template.body.casefold():
                item = QListWidgetItem(text, self._list)
                item.setData(Qt.ItemDataRole.UserRole, template)
                item.setToolTip(why_not(template, self._rules))
        self._list.setCurrentRow(0)
        self._show_template()

    def _current(self) -> Template | None:
        for item in self._list.selectedItems():
            template = item.data(Qt.ItemDataRole.UserRole)
            return template if isinstance(template, Template) else None
        return None

    def _show_template(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields.clear()
        template = self._current()
        for name in template.fields if template is not None else ():
            field = QLineEdit(self._values.get(name, ""), self)
            label = one_line(name, 40)
            field.setAccessibleName(label)
            field.textChanged.connect(self._on_typed)
            field.returnPressed.connect(self._on_send)
            self._form.addRow(label, field)
            self._fields[name] = field
        self._show_preview()

    def _show_preview(self) -> None:
        template = self._current()
        reason = "" if template is None else why_not(template, self._rules)
        self.why.setText(reason)
        self.why.setVisible(bool(reason))
        if template is None:
            empty = tr("There is no template for this channel. Your IT can add one.")
            found = tr("No template fits your search.")
            self.preview.setText(found if self._templates else empty)
        else:
            self.preview.setText(shown(self._text(template)))
        self.send.setEnabled(self._command() is not None)

    def _text(self, template: Template) -> str:
        values = {name: field.text().strip() for name, field in self._fields.items()}
        parts = (template.header, template.body, template.footer)
        return "\n".join(fill(part, values) for part in parts if part)

    def _command(self) -> SendTemplate | None:
        template = self._current()
        values = {name: field.text().strip() for name, field in self._fields.items()}
        if template is None or why_not(template, self._rules) or not all(values.values()):
            return None
        return SendTemplate(
            name=template.name,
            language=template.language,
            category=template.category.value,
            text=self._text(template),
            fields=values,
        )

    @Slot()
    def _on_theme_changed(self) -> None:
        p = self._theme.palette
        restyle(
            self,
            f"QListWidget {{ background: {p.surface}; border: 1px solid {p.border};"
            f" border-radius: {t.RADIUS}px; padding: 3px; }}"
            f"QListWidget::item {{ padding: 6px 8px; border-radius: {t.RADIUS_SMALL}px; }}"
            f"QListWidget::item:selected {{ background: {p.accent_soft}; color: {p.accent_text}; }}"
            f"#template-preview {{ background: {p.bubble_out}; color: {p.text};"
            f" border-radius: {t.RADIUS_BUBBLE}px; padding: 9px 12px; }}",
        )

    @Slot(str)
    def _on_find(self, _text: str) -> None:
        self._fill_list()

    @Slot()
    def _on_current_changed(self) -> None:
        self._show_template()

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._show_preview()

    @Slot()
    def _on_send(self) -> None:
        command = self._command()
        if command is not None:
            self.chosen.emit(command)
