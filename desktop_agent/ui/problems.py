# SPDX-License-Identifier: Apache-2.0
"""Says every trouble in words: what happened, what was kept, what to do (ui §4).

Must not decide anything and never shows codes, addresses with secrets or server texts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.ui.strings import tr


@dataclass(frozen=True, slots=True)
class TroubleText:
    """`headline` says what happened, `detail` what was kept and what to do; both are plain text."""

    headline: str
    detail: str

    @property
    def sentence(self) -> str:
        """Both in a row, for tooltips and screen readers."""
        return f"{self.headline} {self.detail}".strip()


def problem_text(problem: Problem) -> TroubleText:
    """The words for a problem; every code has its own."""
    facts = problem.facts
    of_file = _OF_FILE.get((problem.code, facts.get("file"), "kept_as" in facts))
    text = (of_file or _TEXTS[problem.code])()
    if problem.code is ProblemCode.POLICY_INVALID:
        return _with_place(text, problem)
    return text


def sign_in_text(problem: Problem) -> TroubleText:
    """The words while nobody is signed in: nothing is tried again by itself then."""
    text = problem_text(problem)
    if problem.code is ProblemCode.TOKEN_REJECTED:
        text = TroubleText(tr("The server does not accept this access token."), "")
    detail = _NOT_SIGNED_IN.get(problem.code)
    return text if detail is None else TroubleText(text.headline, detail())


def _with_place(text: TroubleText, problem: Problem) -> TroubleText:
    """Name file and key, which is what IT looks for; values are never shown."""
    place = " · ".join(str(problem.facts[key]) for key in ("file", "key") if key in problem.facts)
    return TroubleText(text.headline, f"{text.detail} ({place})") if place else text


_TEXTS: Final[dict[ProblemCode, Callable[[], TroubleText]]] = {
    ProblemCode.ADDRESS_INVALID: lambda: TroubleText(
        tr("This is not a server address."),
        tr("Please enter it like https://chat.example.org. Nothing was sent."),
    ),
    ProblemCode.ADDRESS_NOT_TLS: lambda: TroubleText(
        tr("This address is not encrypted."),
        tr("Only addresses beginning with https:// are allowed. Nothing was sent."),
    ),
    ProblemCode.SERVER_UNREACHABLE: lambda: TroubleText(
        tr("The server cannot be reached."),
        tr(
            "Everything you wrote is kept on this device and goes out when the connection is back. "
            "Please check network and VPN; the program keeps trying."
        ),
    ),
    ProblemCode.NAME_NOT_RESOLVED: lambda: TroubleText(
        tr("This server name is not known."),
        tr(
            "Everything you wrote is kept. Please check the address and your network; "
            "if it is right, ask your IT."
        ),
    ),
    ProblemCode.TLS_UNTRUSTED: lambda: TroubleText(
        tr("The server's certificate is not trusted."),
        tr(
            "The connection was cut before anything was sent. Only your IT can mend this; "
            "the check cannot be switched off."
        ),
    ),
    ProblemCode.TLS_FAILED: lambda: TroubleText(
        tr("No encrypted connection could be made."),
        tr(
            "Nothing was sent and everything you wrote is kept. Please check the address or ask "
            "your IT whether the server offers TLS 1.2 or newer."
        ),
    ),
    ProblemCode.PROXY_REFUSED: lambda: TroubleText(
        tr("The proxy refused the connection."),
        tr("Everything you wrote is kept. Please give this sentence to your IT."),
    ),
    ProblemCode.NOT_THE_SERVER: lambda: TroubleText(
        tr("There is no Chatwoot at this address."),
        tr("Nothing was sent. Please check the address or ask your IT."),
    ),
    ProblemCode.VERSION_UNSUPPORTED: lambda: TroubleText(
        tr("This server version is not supported."),
        tr("Nothing was changed. Please ask your IT to bring server or program up to date."),
    ),
    ProblemCode.BAD_CREDENTIALS: lambda: TroubleText(
        tr("E-mail or password is wrong."),
        tr("Please check both. After several attempts the server locks the account for a while."),
    ),
    ProblemCode.BAD_SECOND_FACTOR: lambda: TroubleText(
        tr("This code is wrong or has expired."),
        tr("Please enter the code that your authenticator shows now."),
    ),
    ProblemCode.TOKEN_REJECTED: lambda: TroubleText(
        tr("The server no longer accepts this sign-in."),
        tr("Drafts and unsent answers are kept on this device. Please sign in again."),
    ),
    ProblemCode.ACCOUNT_FORBIDDEN: lambda: TroubleText(
        tr("You have no access to this account."),
        tr("Please ask your team lead to add you. Your drafts are kept."),
    ),
    ProblemCode.ACCOUNT_SUSPENDED: lambda: TroubleText(
        tr("The account is suspended at the server."),
        tr("Your drafts and unsent answers are kept. Please tell your IT."),
    ),
    ProblemCode.OTHER_AGENT: lambda: TroubleText(
        tr("This profile belongs to another agent."),
        tr(
            "Nothing was changed; drafts and unsent answers in it are kept. Please sign in with "
            "the account used before, or start with a profile of your own."
        ),
    ),
    ProblemCode.PERMISSION_LOST: lambda: TroubleText(
        tr("You may no longer do this."),
        tr("What you wrote is kept. Your team lead can change your rights."),
    ),
    ProblemCode.RATE_LIMITED: lambda: TroubleText(
        tr("The server asks for a short break."),
        tr("Everything is kept and goes on by itself."),
    ),
    ProblemCode.SERVER_ERROR: lambda: TroubleText(
        tr("The server reports a fault of its own."),
        tr(
            "Everything you wrote is kept; the program tries again by itself. "
            "If it lasts, tell your IT."
        ),
    ),
    ProblemCode.BAD_ANSWER: lambda: TroubleText(
        tr("The server's answer cannot be read."),
        tr(
            "What you had is unchanged; the program tries again. A proxy or login page in between "
            "is the usual cause: tell your IT."
        ),
    ),
    ProblemCode.ANSWER_TOO_LARGE: lambda: TroubleText(
        tr("The server's answer is larger than allowed."),
        tr("It was dropped and what you had is unchanged. Please tell your IT."),
    ),
    ProblemCode.FOREIGN_REDIRECT: lambda: TroubleText(
        tr("The server wanted to lead to a foreign address."),
        tr("The program did not follow and sent nothing there. Please tell your IT."),
    ),
    ProblemCode.CLOCK_SKEW: lambda: TroubleText(
        tr("This computer's clock is wrong."),
        tr("Remaining times may be shown wrongly. Please let your IT set date and time."),
    ),
    ProblemCode.TIMED_OUT: lambda: TroubleText(
        tr("The server did not answer in time."),
        tr(
            "Everything you wrote is kept. The program checks what has arrived "
            "before it sends anything again."
        ),
    ),
    ProblemCode.CONNECTION_LOST: lambda: TroubleText(
        tr("The connection broke off."),
        tr(
            "Everything you wrote is kept. The program reconnects and checks what has arrived "
            "before it sends anything again."
        ),
    ),
    ProblemCode.REQUEST_REFUSED: lambda: TroubleText(
        tr("The server refused this."),
        tr("Nothing was changed there and your text is kept. Please look at it and decide."),
    ),
    ProblemCode.NOT_FOUND: lambda: TroubleText(
        tr("This no longer exists at the server."),
        tr("Your text is kept; you can copy it or discard it."),
    ),
    ProblemCode.KEYRING_MISSING: lambda: TroubleText(
        tr("This computer offers no key ring."),
        tr(
            "Without it nothing is stored on this device, so that nobody else can read it. "
            "Please ask your IT to set up the key ring of the system."
        ),
    ),
    ProblemCode.KEYRING_LOCKED: lambda: TroubleText(
        tr("The key ring is locked."),
        tr("Your data is untouched. Please unlock the key ring of the system and try again."),
    ),
    ProblemCode.KEY_LOST: lambda: TroubleText(
        tr("The key to the stored data is gone from the key ring."),
        tr(
            "The locked files were put aside; drafts and answers that had not been sent cannot be "
            "read any more. Please sign in again: tickets are fetched from the server."
        ),
    ),
    ProblemCode.KEY_MISMATCH: lambda: TroubleText(
        tr("The key in the key ring belongs to other data."),
        tr("Nothing was touched. Please ask your IT before you go on."),
    ),
    ProblemCode.DATABASE_DAMAGED: lambda: TroubleText(
        tr("A file with stored data is damaged."),
        tr(
            "It was put aside, not deleted. Tickets are fetched again from the server; "
            "please tell your IT if drafts or answers are missing."
        ),
    ),
    ProblemCode.DATABASE_NEWER: lambda: TroubleText(
        tr("The stored data comes from a newer version of the program."),
        tr("Nothing was touched. Please start the newer version or ask your IT for it."),
    ),
    ProblemCode.DATABASE_BUSY: lambda: TroubleText(
        tr("The stored data is in use by something else."),
        tr("Nothing was lost. Please close other copies of the program and try again."),
    ),
    ProblemCode.DISK_FULL: lambda: TroubleText(
        tr("The disk is full."),
        tr(
            "What was stored is intact, but nothing new can be kept. "
            "Please free some space before you write on."
        ),
    ),
    ProblemCode.PROFILE_IN_USE: lambda: TroubleText(
        tr("Desktop Agent is already running with this profile."),
        tr("Please use the open window; nothing was changed."),
    ),
    ProblemCode.PROFILE_UNREADABLE: lambda: TroubleText(
        tr("The profile cannot be read."),
        tr("Nothing was changed. Please ask your IT to check the folder's rights."),
    ),
    ProblemCode.PROFILE_NOT_WRITABLE: lambda: TroubleText(
        tr("Nothing can be written to the profile folder."),
        tr("Nothing was changed. Please ask your IT to check the folder's rights."),
    ),
    ProblemCode.POLICY_INVALID: lambda: TroubleText(
        tr("A setting made by your IT is not valid."),
        tr("The program does not guess what was meant. Please tell your IT."),
    ),
    ProblemCode.ATTACHMENT_UNAVAILABLE: lambda: TroubleText(
        tr("The attachment cannot be fetched."),
        tr("The message is kept. Please try again later or ask the customer to send it again."),
    ),
    ProblemCode.INTERNAL: lambda: TroubleText(
        tr("The program made a mistake and stopped what it was doing."),
        tr(
            "What you wrote is kept. Please restart the program; "
            "if it happens again, give the log to your IT."
        ),
    ),
}

_FILE_DAMAGED, _FILE_NEWER = ProblemCode.DATABASE_DAMAGED, ProblemCode.DATABASE_NEWER


def _cache_damaged() -> TroubleText:
    return TroubleText(
        tr("Stored tickets were damaged."),
        tr(
            "Their file is put aside and they are fetched again from the server. Drafts and "
            "unsent answers are unharmed; there is nothing you need to do."
        ),
    )


_OF_FILE: Final[dict[tuple[ProblemCode, str | int | None, bool], Callable[[], TroubleText]]] = {
    (_FILE_DAMAGED, "cache", True): _cache_damaged,
    (_FILE_DAMAGED, "cache", False): _cache_damaged,
    (_FILE_DAMAGED, "work", True): lambda: TroubleText(
        tr("The file with drafts and unsent answers is damaged."),
        tr(
            "It was put aside, not deleted. Please sign in again, look into your tickets for what "
            "has arrived and tell your IT if something is missing."
        ),
    ),
    (_FILE_DAMAGED, "work", False): lambda: TroubleText(
        tr("The file with drafts and unsent answers is damaged."),
        tr(
            "It was left as it is. Please copy what you are writing, restart the program and "
            "tell your IT."
        ),
    ),
    (_FILE_NEWER, "cache", False): lambda: TroubleText(
        tr("Stored tickets came from a newer version of the program."),
        tr("They are fetched again from the server. Drafts and unsent answers are unchanged."),
    ),
}
"""What a database holds decides what its loss means; by code, file and whether it was kept."""

_NOT_SIGNED_IN: Final[dict[ProblemCode, Callable[[], str]]] = {
    ProblemCode.SERVER_UNREACHABLE: lambda: tr(
        "Nothing was sent and what is stored here is unchanged. "
        "Please check address, network and VPN, then try again."
    ),
    ProblemCode.NAME_NOT_RESOLVED: lambda: tr(
        "Nothing was sent. Please check the address and your network; if it is right, ask your IT."
    ),
    ProblemCode.TIMED_OUT: lambda: tr(
        "You are not signed in and what is stored here is unchanged. "
        "Please try again; if it lasts, tell your IT."
    ),
    ProblemCode.CONNECTION_LOST: lambda: tr(
        "You are not signed in and what is stored here is unchanged. "
        "Please check the address and try again."
    ),
    ProblemCode.PROXY_REFUSED: lambda: tr(
        "You are not signed in and what is stored here is unchanged. "
        "Please give this sentence to your IT."
    ),
    ProblemCode.SERVER_ERROR: lambda: tr(
        "You are not signed in and what is stored here is unchanged. "
        "Please try again in a few minutes; if it lasts, tell your IT."
    ),
    ProblemCode.BAD_ANSWER: lambda: tr(
        "You are not signed in and what is stored here is unchanged. "
        "A proxy or login page in between is the usual cause: tell your IT."
    ),
    ProblemCode.RATE_LIMITED: lambda: tr(
        "You are not signed in and what is stored here is unchanged. "
        "Please wait a few minutes before you try again."
    ),
    ProblemCode.TOKEN_REJECTED: lambda: tr(
        "It may be mistyped or withdrawn and was not kept. "
        "Please copy it again from your profile at the server."
    ),
}
