# SPDX-License-Identifier: Apache-2.0
"""The chips above the list: what is shown of a view and in which order. Asks nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from desktop_agent.domain.directory import Directory
from desktop_agent.domain.ids import ChannelId, TeamId
from desktop_agent.domain.queries import SortKind, TicketFilter
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.scroll_strip import ScrollStrip
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon, icon_of, icon_size
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme


def sort_name(sort: SortKind) -> str:
    """What an order is called."""
    return {
        SortKind.NEWEST: tr("Newest first"),
        SortKind.WAITING_LONGEST: tr("Waiting longest"),
        SortKind.WINDOW_FIRST: tr("Window closes first"),
    }[sort]


class FilterBar(QWidget):
    """Chips for window, channel, team, label, consent, and the order.

    Signals:
        changed: filter or order are different now; read `filter` and `sort`.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filter = TicketFilter()
        self._sort = SortKind.NEWEST
        self._directory = Directory()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._strip = ScrollStrip(theme, 6, self)
        column.addWidget(self._strip)
        self._window = self._chip(tr("Window closes soon"))
        self._window.toggled.connect(self._on_window_toggled)
        self._channel = self._menu_chip(self._fill_channels)
        self._team = self._menu_chip(self._fill_teams)
        self._order = self._menu_chip(self._fill_sorts)
        self._consent = self._chip(tr("Consent open"))
        self._consent.toggled.connect(self._on_consent_toggled)
        self._label = self._menu_chip(self._fill_labels)
        self._write_names()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def filter(self) -> TicketFilter:
        """What the chips ask for."""
        return self._filter

    @property
    def sort(self) -> SortKind:
        """The chosen order."""
        return self._sort

    @property
    def is_filtering(self) -> bool:
        """True when any chip restricts the view."""
        return self._filter != TicketFilter()

    def show_directory(self, directory: Directory) -> None:
        """Offer other channels, teams and labels."""
        self._directory = directory
        self._write_names()

    def set_sort(self, sort: SortKind) -> None:
        """Choose an order."""
        self._sort = sort
        self._write_names()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Show the whole view again."""
        self._set_filter(TicketFilter())

    # --- chips

    def _chip(self, words: str) -> QPushButton:
        chip = QPushButton(words, self)
        set_look(chip, Look.CHIP)
        chip.setCheckable(True)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        self._strip.add(chip)
        return chip

    def _menu_chip(self, fill: Callable[[QMenu], None]) -> QPushButton:
        chip = self._chip("")
        chip.clicked.connect(partial(self._open_menu, chip, fill))
        return chip

    def _open_menu(
        self, chip: QPushButton, fill: Callable[[QMenu], None], _checked: bool = False
    ) -> None:
        self._write_names()
        menu = QMenu(chip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill(menu)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))

    def _fill_channels(self, menu: QMenu) -> None:
        choices = [(c.id, one_line(c.name, 60)) for c in self._directory.channels]
        self._fill(menu, tr("All channels"), choices, self._filter.channel_id, self._set_channel)

    def _fill_teams(self, menu: QMenu) -> None:
        choices = [(team.id, one_line(team.name, 60)) for team in self._directory.teams]
        self._fill(menu, tr("All teams"), choices, self._filter.team_id, self._set_team)

    def _fill_labels(self, menu: QMenu) -> None:
        choices = [(label.name, one_line(label.name, 60)) for label in self._directory.labels]
        self._fill(menu, tr("All labels"), choices, self._filter.label, self._set_label)

    def _fill_sorts(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for sort in SortKind:
            action = _choice(menu, group, sort_name(sort), sort is self._sort)
            action.triggered.connect(partial(self._on_sort, sort))

    def _fill(
        self,
        menu: QMenu,
        everything: str,
        choices: Iterable[tuple[object, str]],
        chosen: object,
        choose: Callable[[object], None],
    ) -> None:
        group = QActionGroup(menu)
        action = _choice(menu, group, everything, chosen is None)
        action.triggered.connect(partial(_call, choose, None))
        menu.addSeparator()
        for value, words in choices:
            action = _choice(menu, group, words, value == chosen)
            action.triggered.connect(partial(_call, choose, value))

    def _write_names(self) -> None:
        f, d = self._filter, self._directory
        channel = next((c.name for c in d.channels if c.id == f.channel_id), None)
        team = next((team.name for team in d.teams if team.id == f.team_id), None)
        _write(self._channel, tr("Channel"), channel, f.channel_id is not None)
        _write(self._team, tr("Team"), team, f.team_id is not None)
        _write(self._label, tr("Label"), f.label, f.label is not None)
        self._label.setVisible(bool(d.labels) or f.label is not None)
        self._team.setVisible(bool(d.teams) or f.team_id is not None)
        for chip, is_on in ((self._window, f.is_window_soon), (self._consent, f.is_consent_open)):
            chip.blockSignals(True)
            chip.setChecked(is_on)
            chip.blockSignals(False)
        self._order.setText(sort_name(self._sort))
        self._order.setChecked(False)
        self._order.setAccessibleName(tr("Order: {name}").format(name=sort_name(self._sort)))

    # --- choices

    def _set_filter(self, wanted: TicketFilter) -> None:
        self._filter = wanted
        self._write_names()
        self.changed.emit()

    def _set_channel(self, value: object) -> None:
        channel_id = ChannelId(value) if isinstance(value, int) else None
        self._set_filter(replace(self._filter, channel_id=channel_id))

    def _set_team(self, value: object) -> None:
        team_id = TeamId(value) if isinstance(value, int) else None
        self._set_filter(replace(self._filter, team_id=team_id))

    def _set_label(self, value: object) -> None:
        label = value if isinstance(value, str) else None
        self._set_filter(replace(self._filter, label=label))

    def _on_sort(self, sort: SortKind, _checked: bool = False) -> None:
        self.set_sort(sort)

    @Slot(bool)
    def _on_window_toggled(self, is_on: bool) -> None:
        self._set_filter(replace(self._filter, is_window_soon=is_on))

    @Slot(bool)
    def _on_consent_toggled(self, is_on: bool) -> None:
        self._set_filter(replace(self._filter, is_consent_open=is_on))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._order.setIcon(icon_of(Icon.SORT, self._theme.palette.text_soft, 12))
        self._order.setIconSize(icon_size(12))


def _choice(menu: QMenu, group: QActionGroup, words: str, is_chosen: bool) -> QAction:
    action = menu.addAction(words.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(is_chosen)
    group.addAction(action)
    return action


def _call(choose: Callable[[object], None], value: object, _checked: bool = False) -> None:
    choose(value)


def _write(chip: QPushButton, name: str, value: str | None, is_on: bool) -> None:
    chip.setChecked(is_on)
    words = one_line(value, 24) if value else name
    chip.setText(words.replace("&", "&&"))
    chip.setAccessibleName(f"{name}: {words}" if value else name)
