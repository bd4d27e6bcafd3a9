# SPDX-License-Identifier: Apache-2.0
"""Where the program's own icons and translations lie. Must not read anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
"""Beside the package in the source tree, in an installed wheel and in a frozen build."""

ICONS: Final = RESOURCES / "icons"
TRANSLATIONS: Final = RESOURCES / "i18n"
