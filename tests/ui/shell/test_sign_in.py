# SPDX-License-Identifier: Apache-2.0
"""The sign-in form: what it sends, what it says, and that no secret stays behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_agent.bridge import Bridge
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.events import ServerProbed, SignedIn, SignInRefused
from desktop_agent.domain.requests import Probe, SignIn
from desktop_agent.domain.session import PasswordCredentials, ServerInfo, TokenCredentials
from desktop_agent.ui.language import Languages
from desktop_agent.ui.problems import problem_text
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.sign_in.screen import SignInScreen
from desktop_agent.ui.theme.theme import Theme
from tests.fakes.fake_desk import FakeDesk

SERVER = "https://chat.stadt.example"
MakeScreen = Callable[..., SignInScreen]


@pytest.fixture
def make_screen(
    bridge: Bridge, theme: Theme, languages: Languages, desk: FakeDesk, qtbot: QtBot
) -> MakeScreen:
    """Build and show the screen."""
    held: list[SignInScreen] = []

    def make(**preset: str | bool) -> SignInScreen:
        screen = SignInScreen(bridge, theme, SignInPreset(**preset))  # type: ignore[arg-type]  # by name
        held.append(screen)
        qtbot.addWidget(screen)
        screen.resize(1360, 840)
        with qtbot.waitExposed(screen):
            screen.show()
        return screen

    return make


def field(screen: QWidget, name: str) -> QLineEdit:
    """A field by its name."""
    return next(f for f in screen.findChildren(QLineEdit) if f.accessibleName().startswith(name))


def button(screen: QWidget, words: str) -> QPushButton:
    """A button by its words."""
    return next(b for b in screen.findChildren(QPushButton) if b.text() == words)


def spoken(screen: QWidget) -> list[str]:
    """Accessible names of everything that is visible."""
    return [w.accessibleName() for w in screen.findChildren(QWidget) if w.isVisible()]


def says(screen: QWidget, words: str) -> bool:
    """True when something visible says so."""
    return any(words in name for name in spoken(screen))


def sign_in(screen: SignInScreen) -> None:
    """Fill in the form and press Enter."""
    QTest.keyClicks(field(screen, "Server"), "chat.stadt.example")
    QTest.keyClicks(field(screen, "Dienstliche E-Mail"), "marie@stadt.example")
    QTest.keyClicks(field(screen, "Passwort"), "geheim 123")
    QTest.keyClick(field(screen, "Passwort"), Qt.Key.Key_Return)


def test_enter_signs_in_with_an_encrypted_address(make_screen: MakeScreen, desk: FakeDesk) -> None:
    sign_in(make_screen())
    (request,) = desk.requests(SignIn)
    assert request.server == SERVER
    assert isinstance(request.credentials, PasswordCredentials)
    assert request.credentials.password.reveal() == "geheim 123"
    assert "geheim" not in repr(request)


def test_the_password_is_never_shown(make_screen: MakeScreen) -> None:
    screen = make_screen()
    assert field(screen, "Passwort").echoMode() is QLineEdit.EchoMode.Password
    QTest.mouseClick(button(screen, "Mit Zugangsschlüssel anmelden"), Qt.MouseButton.LeftButton)
    assert field(screen, "Zugangsschlüssel").echoMode() is QLineEdit.EchoMode.Password


def test_an_unfinished_form_goes_to_what_is_missing(
    make_screen: MakeScreen, desk: FakeDesk
) -> None:
    screen = make_screen(server=SERVER)
    button(screen, "Anmelden").click()
    assert desk.requests(SignIn) == []
    assert field(screen, "Dienstliche E-Mail").hasFocus()


def test_the_form_begins_where_something_is_missing(make_screen: MakeScreen) -> None:
    screen = make_screen(server=SERVER, is_server_locked=True, email="marie@stadt.example")
    assert field(screen, "Passwort").hasFocus()


def test_a_preset_server_cannot_be_changed_and_says_why(make_screen: MakeScreen) -> None:
    server = field(make_screen(server=SERVER, is_server_locked=True), "Server")
    assert server.isReadOnly()
    assert server.accessibleName() == "Server, von der IT festgelegt"


def test_a_refusal_is_told_in_place_and_the_form_stays_usable(
    make_screen: MakeScreen, desk: FakeDesk, qtbot: QtBot
) -> None:
    screen = make_screen()
    sign_in(screen)
    go = button(screen, "Wird angemeldet …")
    assert not go.isEnabled()
    problem = Problem(ProblemCode.BAD_CREDENTIALS)
    desk.post(SignInRefused(problem))
    qtbot.waitUntil(go.isEnabled)
    assert says(screen, problem_text(problem).headline)
    assert field(screen, "Passwort").hasFocus()


def test_a_second_factor_is_asked_for_only_when_needed(
    make_screen: MakeScreen, desk: FakeDesk, qtbot: QtBot
) -> None:
    screen = make_screen()
    code = field(screen, "Code")
    assert not code.isVisible()
    sign_in(screen)
    desk.post(SignInRefused(None, needs_code=True))
    qtbot.waitUntil(code.isVisible)
    assert code.hasFocus()
    QTest.keyClicks(code, "123 456")
    QTest.keyClick(code, Qt.Key.Key_Return)
    last = desk.requests(SignIn)[-1].credentials
    assert isinstance(last, PasswordCredentials)
    assert last.code.reveal() == "123456"


def test_a_token_signs_in_without_a_password(make_screen: MakeScreen, desk: FakeDesk) -> None:
    screen = make_screen(server=SERVER)
    QTest.mouseClick(button(screen, "Mit Zugangsschlüssel anmelden"), Qt.MouseButton.LeftButton)
    assert not field(screen, "Passwort").isVisible()
    QTest.keyClicks(field(screen, "Zugangsschlüssel"), " abc123 ")
    QTest.keyClick(field(screen, "Zugangsschlüssel"), Qt.Key.Key_Return)
    credentials = desk.requests(SignIn)[0].credentials
    assert isinstance(credentials, TokenCredentials)
    assert credentials.token.reveal() == "abc123"


def test_secrets_are_cleared_after_a_success(
    make_screen: MakeScreen, desk: FakeDesk, qtbot: QtBot
) -> None:
    screen = make_screen()
    sign_in(screen)
    desk.post(SignedIn(desk.session))
    qtbot.waitUntil(lambda: field(screen, "Passwort").text() == "")


def test_the_address_is_looked_at_once_it_is_complete(
    make_screen: MakeScreen, desk: FakeDesk
) -> None:
    screen = make_screen()
    server = field(screen, "Server")
    QTest.keyClicks(server, "chat.stadt.example")
    assert desk.requests(Probe) == []
    field(screen, "Dienstliche E-Mail").setFocus()
    server.editingFinished.emit()
    assert desk.requests(Probe) == [Probe(SERVER)], "once"


@pytest.mark.parametrize(
    ("info", "problem", "expected"),
    [
        (ServerInfo(SERVER, "4.10.1", 1.0, True), None, "in Ordnung: Verbindung geprüft"),
        (ServerInfo(SERVER, "4.10.1", -600.0, True), None, "Achtung: Verbindung geprüft, Uhr"),
        (ServerInfo(SERVER, "3.9", 0.0, False), None, "nicht in Ordnung: Server-Version"),
        (None, Problem(ProblemCode.TLS_UNTRUSTED), "nicht in Ordnung: Dem Zertifikat"),
    ],
    ids=["good", "clock", "version", "tls"],
)
def test_what_the_look_found_is_said(
    make_screen: MakeScreen,
    desk: FakeDesk,
    qtbot: QtBot,
    info: ServerInfo | None,
    problem: Problem | None,
    expected: str,
) -> None:
    screen = make_screen(server=SERVER)
    desk.enter(Phase.SIGNED_OUT)
    qtbot.waitUntil(lambda: desk.requests(Probe) == [Probe(SERVER)])
    desk.post(ServerProbed(SERVER, info, problem))
    qtbot.waitUntil(lambda: says(screen, expected))


def test_the_answer_about_another_address_is_left_out(
    make_screen: MakeScreen, desk: FakeDesk, qtbot: QtBot
) -> None:
    screen = make_screen(server=SERVER)
    desk.enter(Phase.SIGNED_OUT)
    qtbot.waitUntil(lambda: desk.requests(Probe) != [])
    desk.post(ServerProbed("https://other.example", ServerInfo("x", "4.10.1", 0.0, True)))
    desk.post(SignInRefused(Problem(ProblemCode.TIMED_OUT)))
    qtbot.waitUntil(lambda: says(screen, problem_text(Problem(ProblemCode.TIMED_OUT)).headline))
    assert not says(screen, "Verbindung geprüft")


def test_without_a_key_ring_the_form_says_what_that_means(make_screen: MakeScreen) -> None:
    assert says(make_screen(is_memory_only=True), "Ohne Schlüsselbund")
    assert says(make_screen(keyring="GNOME-Schlüsselbund"), "GNOME-Schlüsselbund")


def test_a_narrow_window_shows_the_form_alone(make_screen: MakeScreen, qtbot: QtBot) -> None:
    screen = make_screen()
    lead = screen.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
    assert lead.isVisible()
    screen.resize(760, 600)
    qtbot.waitUntil(lambda: not lead.isVisible())
    assert field(screen, "Server").isVisible()
