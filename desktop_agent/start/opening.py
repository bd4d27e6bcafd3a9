# SPDX-License-Identifier: Apache-2.0
"""Opens a profile beside the main thread: key first, then the stores. Must not know Qt.

The keyring may ask a person for a password, and that must not keep the window from standing.
"""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_agent.domain.errors import AgentError, Problem, ProblemCode
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.policy.policy import Policy
from desktop_agent.store.guard_facts import ProcessingRules
from desktop_agent.store.profile_stores import ProfileStores

if TYPE_CHECKING:
    from desktop_agent.keys.key_store import KeyStore

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """The stores are open; `problems` is what had to be moved aside or rebuilt on the way.

    `backend` names the keyring in use.
    """

    stores: ProfileStores
    backend: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Nothing is open and nothing was touched; `problem` says why."""

    problem: Problem


Outcome = Opened | NotOpened


class ProfileOpening(threading.Thread):
    """One attempt to open a profile. Not a daemon.

    `tell` is called on this thread with the outcome. `prepare` runs before anything else, on this
    thread as well; the caller holds the profile's lock.
    """

    def __init__(
        self,
        directory: Path,
        make_keys: Callable[[], KeyStore],
        policy: Policy,
        *,
        report: Callable[[Problem], None],
        tell: Callable[[Outcome], None],
        prepare: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(name="opening", daemon=False)
        self._directory = directory
        self._make_keys = make_keys
        self._policy = policy
        self._report = report
        self._tell = tell
        self._prepare = prepare

    def run(self) -> None:
        """Thread body."""
        self._tell(self._attempt())

    def _attempt(self) -> Outcome:
        try:
            return self._open()
        except AgentError as error:
            _log.warning("profile not opened: %s", error.problem.code)
            return NotOpened(error.problem)
        except OSError as error:
            # Whatever could not be moved aside or written is still where it was.
            _log.warning("profile not opened: errno %s", error.errno)
            is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            code = ProblemCode.DISK_FULL if is_full else ProblemCode.PROFILE_NOT_WRITABLE
            return NotOpened(Problem(code))
        except Exception as error:  # the window waits for an answer, whatever happened
            _log.error("opening ended unexpectedly", exc_info=error)
            return NotOpened(Problem(ProblemCode.INTERNAL))

    def _open(self) -> Opened:
        from desktop_agent.keys.unlock import remember, unlock

        if self._prepare is not None:
            self._prepare()
        unlocked = unlock(self._directory, self._make_keys())
        stores = ProfileStores(
            self._directory,
            unlocked.key,
            report=self._report,
            processing=ProcessingRules(
                self._policy.processing, self._policy.rules.requires_complete_processing_record
            ),
        )
        try:
            remember(self._directory, unlocked)
        except BaseException:
            stores.close()
            raise
        problems = stores.problems if unlocked.problem is None else (unlocked.problem,)
        return Opened(stores, unlocked.record.backend, problems)
