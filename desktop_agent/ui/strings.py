# SPDX-License-Identifier: Apache-2.0
"""The only way a sentence reaches the screen: `tr`, with Qt's translation system behind it.

Source texts are English; `resources/i18n/desktop_agent_<language>.ts` holds each language.
Write `tr("…")` with one literal; fill places with `.format(...)` after translating, never before.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "desktop_agent"


def tr(text: str, n: int = -1) -> str:
    """Translate a literal; with `n`, `%n` is replaced and the plural form chosen. Main thread."""
    return QCoreApplication.translate(CONTEXT, text, "", n)
