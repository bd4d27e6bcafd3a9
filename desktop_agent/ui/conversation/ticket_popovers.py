# SPDX-License-Identifier: Apache-2.0
"""The choices that open under a ticket's buttons: whom to hand over to, how long to snooze.

They report what was chosen and send nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_agent.domain.directory import Agent, Availability, Directory, Team
from desktop_agent.domain.ids import AgentId
from desktop_agent.ui import when
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look

MORNING = time(8)


class SnoozePopover(Popover):
    """Until when a ticket sleeps.

    Signals:
        chosen: aware UTC time, or None for "until the customer writes".
    """

    chosen = Signal(object)

    def __init__(self, now: datetime, parent: QWidget) -> None:
        super().__init__(tr("Snooze until"), parent)
        for text, at in snooze_presets(now):
            button = self.add_choice(text, self._on_preset)
            button.setProperty("until", None if at is None else at.isoformat())
        self._free = QDateTimeEdit(self)
        self._free.setCalendarPopup(True)
        self._free.setAccessibleName(tr("Date and time"))
        self._free.setDisplayFormat(QLocale().dateTimeFormat(QLocale.FormatType.ShortFormat))
        start = (now + timedelta(days=2)).astimezone()
        self._free.setDateTime(QDateTime.fromSecsSinceEpoch(int(start.timestamp())))
        self._free.setMinimumDateTime(QDateTime.fromSecsSinceEpoch(int(now.timestamp()) + 60))
        self.add_widget(self._free)
        self.add_action(tr("Snooze"), self._on_free, Look.PRIMARY)

    @Slot()
    def _on_preset(self) -> None:
        button = self.sender()
        until = button.property("until")
        self.chosen.emit(None if until is None else datetime.fromisoformat(until))
        self.close()

    @Slot()
    def _on_free(self) -> None:
        seconds = self._free.dateTime().toSecsSinceEpoch()
        self.chosen.emit(datetime.fromtimestamp(seconds, UTC))
        self.close()


def snooze_presets(now: datetime) -> list[tuple[str, datetime | None]]:
    """Usual ends of a snooze with their words; None sleeps until the customer writes."""
    today = now.astimezone()
    tomorrow = _morning(today + timedelta(days=1))
    monday = _morning(today + timedelta(days=7 - today.weekday()))
    presets: list[tuple[str, datetime | None]] = [
        (tr("Until the customer writes"), None),
        (
            tr("In 2 hours ({time})").format(time=when.clock(now + timedelta(hours=2))),
            (now + timedelta(hours=2)).astimezone(UTC),
        ),
        (tr("Tomorrow, {time}").format(time=when.clock(tomorrow)), tomorrow),
    ]
    if monday != tomorrow:
        presets.append((tr("Monday, {time}").format(time=when.clock(monday)), monday))
    return presets


def _morning(day: datetime) -> datetime:
    # a naive local time, so that a change of daylight saving in between is respected
    return datetime.combine(day.date(), MORNING).astimezone(UTC)


class HandOverPopover(Popover):
    """Whom a ticket goes to: a colleague or a team, found by typing.

    Signals:
        chosen: an `Agent` or a `Team`.
    """

    chosen = Signal(object)

    def __init__(self, directory: Directory, me: AgentId, parent: QWidget) -> None:
        super().__init__(tr("Hand over to"), parent)
        self.find_field = QLineEdit(self)
        self.find_field.setPlaceholderText(tr("Name or team"))
        self.find_field.setAccessibleName(tr("Find a colleague or team"))
        self._list = QListWidget(self)
        self._list.setAccessibleName(tr("Colleagues and teams"))
        self._list.setFixedHeight(220)
        order = {Availability.ONLINE: 0, Availability.BUSY: 1, Availability.OFFLINE: 2}
        agents = [agent for agent in directory.agents if agent.id != me]
        agents.sort(key=lambda agent: (order[agent.availability], agent.name.casefold()))
        choices: list[Agent | Team] = [*agents, *directory.teams]
        for choice in choices:
            item = QListWidgetItem(_choice_text(choice), self._list)
            item.setData(Qt.ItemDataRole.UserRole, choice)
        self._list.setCurrentRow(0)
        self.add_widget(self.find_field)
        self.add_widget(self._list)
        self.add_action(tr("Hand over"), self._on_chosen, Look.PRIMARY)
        self.find_field.textChanged.connect(self._on_find)
        self.find_field.returnPressed.connect(self._on_chosen)
        self._list.itemActivated.connect(self._on_chosen)

    @Slot(str)
    def _on_find(self, text: str) -> None:
        first: QListWidgetItem | None = None
        for position in range(self._list.count()):
            item = self._list.item(position)
            item.setHidden(text.casefold() not in item.text().casefold())
            if first is None and not item.isHidden():
                first = item
        if first is not None:
            self._list.setCurrentItem(first)

    @Slot()
    def _on_chosen(self) -> None:
        chosen = [item for item in self._list.selectedItems() if not item.isHidden()]
        if chosen:
            self.chosen.emit(chosen[0].data(Qt.ItemDataRole.UserRole))
            self.close()


def _choice_text(choice: Agent | Team) -> str:
    name = one_line(choice.name, 60)
    if isinstance(choice, Team):
        return tr("Team {name}").format(name=name)
    words = {
        Availability.ONLINE: tr("available"),
        Availability.BUSY: tr("busy"),
        Availability.OFFLINE: tr("absent"),
    }
    return f"{name} · {words[choice.availability]}"


class TakeOverPopover(Popover):
    """Why a colleague's ticket is taken over.

    Signals:
        chosen: the reason, which is written into the ticket's history.
    """

    chosen = Signal(str)

    def __init__(self, owner_name: str, parent: QWidget) -> None:
        super().__init__(tr("Take over from {name}?").format(name=owner_name), parent)
        self.add_text(tr("Your colleague sees that you took the ticket, and why."))
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(tr("Reason"))
        self.reason.setAccessibleName(tr("Reason"))
        self.add_widget(self.reason)
        self._button = self.add_action(tr("Take over"), self._on_chosen, Look.PRIMARY)
        self._button.setEnabled(False)
        self.reason.textChanged.connect(self._on_typed)
        self.reason.returnPressed.connect(self._on_chosen)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._button.setEnabled(bool(text.strip()))

    @Slot()
    def _on_chosen(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.chosen.emit(reason)
            self.close()


def confirm(
    title: str, text: str, action: str, chosen: Callable[[], None], under: QWidget
) -> Popover:
    """Ask once before something that cannot be taken back."""
    popover = Popover(title, under)
    popover.add_text(text)
    popover.add_action(tr("Cancel"), popover.close)
    button = popover.add_action(action, chosen, Look.DANGER)
    button.clicked.connect(popover.close)
    popover.show_under(under)
    return popover
