# SPDX-License-Identifier: Apache-2.0
"""Builds the style sheet from the tokens. Must not hold colours or sizes of its own.

Widgets are selected by their `look` (see `looks`), never by their place in the window.
"""

from __future__ import annotations

from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.tokens import Palette


def style_sheet(p: Palette) -> str:
    """The whole sheet for a palette."""
    return "\n".join((_grounds(p), _words(p), _buttons(p), _fields(p), _parts(p)))


def _grounds(p: Palette) -> str:
    return f"""
QMainWindow, QDialog, QWidget[look="canvas"] {{ background: {p.canvas}; }}
QWidget[look="surface"] {{ background: {p.surface}; }}
QFrame[look="card"] {{
    background: {p.surface}; border: 1px solid {p.border}; border-radius: {t.RADIUS_BUBBLE}px;
}}
QFrame[look="banner"] {{
    background: {p.warning_soft}; border: none; border-bottom: 1px solid {p.border};
}}
QFrame[look="banner"] QLabel {{ color: {p.warning}; }}
QFrame[look="banner-fault"] {{
    background: {p.danger_soft}; border: none; border-bottom: 1px solid {p.border};
}}
QFrame[look="banner-fault"] QLabel {{ color: {p.danger}; }}
QWidget[look="rail-ground"] {{ background: {p.rail}; }}
QFrame[look="station"] {{
    background: {p.field}; border: 1px solid {p.border}; border-radius: {t.RADIUS}px;
}}
QFrame[look="training"] {{
    background: {p.accent_soft}; border: none; border-bottom: 1px solid {p.border};
}}
QFrame[look="training"] QLabel {{
    color: {p.accent_text}; font-size: {t.TYPE_LABEL}px; font-weight: 500;
}}
QFrame[look="trouble"] {{
    background: {p.danger_soft}; border: none; border-radius: {t.RADIUS}px;
}}
QFrame[look="trouble"] QLabel {{ color: {p.danger}; }}
QFrame[look="strip"] {{
    background: {p.field}; border: none; border-top: 1px solid {p.border};
}}
"""


def _words(p: Palette) -> str:
    return f"""
QLabel {{ background: transparent; color: {p.text}; }}
QLabel[look="page-title"] {{ font-size: {t.TYPE_PAGE}px; font-weight: 600; }}
QLabel[look="title"] {{ font-size: {t.TYPE_TITLE}px; font-weight: 600; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="label"] {{ font-size: {t.TYPE_LABEL}px; font-weight: 500; color: {p.text_soft}; }}
QLabel[look="soft"] {{ color: {p.text_soft}; }}
QLabel[look="small"] {{ font-size: {t.TYPE_SMALL}px; color: {p.text_soft}; }}
QLabel[look="lead"] {{ font-size: {t.TYPE_LEAD}px; font-weight: 600; color: {p.on_rail}; }}
QLabel[look="lead-name"] {{ font-size: {t.TYPE_PAGE}px; font-weight: 600; color: {p.on_rail}; }}
QLabel[look="lead-text"] {{ font-size: {t.TYPE_TITLE}px; color: {p.on_rail_soft}; }}
QLabel[look="lead-foot"] {{ color: {p.on_rail_soft}; }}
QLabel[look="cell"], QLabel[look="cell-head"] {{
    padding: 8px 8px 8px 0; border-bottom: 1px solid {p.border};
}}
QLabel[look="cell-head"] {{ font-size: {t.TYPE_LABEL}px; color: {p.text_soft}; }}
QLabel[look="key"] {{
    font-size: {t.TYPE_SMALL}px; color: {p.text_faint}; background: {p.surface};
    border: 1px solid {p.border}; border-radius: {t.GRID}px; padding: 1px 5px;
}}
QLabel[look="success"] {{ font-size: {t.TYPE_LABEL}px; font-weight: 600; color: {p.success}; }}
QLabel[look="warning"] {{ font-size: {t.TYPE_LABEL}px; font-weight: 600; color: {p.warning}; }}
QLabel[look="fault"] {{ font-size: {t.TYPE_LABEL}px; font-weight: 600; color: {p.danger}; }}
"""


def _buttons(p: Palette) -> str:
    return f"""
QPushButton, QToolButton {{
    font-weight: 500; color: {p.text}; background: {p.raised};
    border: 1px solid {p.border}; border-radius: {t.RADIUS}px; padding: 7px 12px;
    min-height: 16px;
}}
QToolButton {{ padding: 7px; }}
QPushButton:hover, QToolButton:hover {{ border-color: {p.border_strong}; background: {p.field}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {p.border}; }}
QPushButton:focus, QToolButton:focus {{ border: 1px solid {p.accent}; outline: none; }}
QPushButton:disabled, QToolButton:disabled {{ color: {p.text_faint}; background: {p.field}; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}

QPushButton[look="primary"] {{
    color: {p.on_accent}; background: {p.accent}; border: 1px solid {p.accent}; font-weight: 600;
}}
QPushButton[look="primary"]:hover {{ background: {p.accent_text}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {p.text}; padding: 6px 11px; }}
QPushButton[look="primary"]:disabled {{
    color: {p.text_faint}; background: {p.border}; border-color: {p.border};
}}
QPushButton[look="danger"] {{ color: {p.danger}; }}

QPushButton[look="quiet"], QToolButton[look="quiet"] {{
    background: transparent; border: 1px solid transparent; color: {p.text_soft};
}}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {{
    background: {p.field}; color: {p.text};
}}
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {{ border-color: {p.accent}; }}

QPushButton[look="link"] {{
    background: transparent; border: 1px solid transparent; padding: 2px 0; text-align: left;
    color: {p.accent_text}; font-weight: 600; border-radius: {t.GRID}px;
}}
QPushButton[look="link"]:hover {{ text-decoration: underline; }}
QPushButton[look="link"]:focus {{ border-color: {p.accent}; }}

QPushButton[look="chip"] {{
    background: {p.surface}; color: {p.text_soft}; font-size: {t.TYPE_LABEL}px; font-weight: 400;
    border: 1px solid {p.border}; border-radius: 11px; padding: 2px 9px; min-height: 16px;
}}
QPushButton[look="chip"]:hover {{ border-color: {p.border_strong}; color: {p.text}; }}
QPushButton[look="chip"]:checked {{
    background: {p.accent_soft}; color: {p.accent_text}; border-color: {p.accent};
}}
QPushButton[look="chip"]:focus {{ border-color: {p.accent}; color: {p.text}; }}
"""


def _fields(p: Palette) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateTimeEdit, QSpinBox {{
    background: {p.surface}; color: {p.text}; border: 1px solid {p.border};
    border-radius: {t.RADIUS}px; padding: 7px 10px;
    selection-background-color: {p.accent}; selection-color: {p.on_accent};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateTimeEdit:focus,
QSpinBox:focus {{ border: 1px solid {p.accent}; }}
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:read-only, QComboBox:disabled {{
    color: {p.text_soft};
}}
QLineEdit[echoMode="2"] {{ lineedit-password-character: 8226; }}
QLineEdit[look="search"] {{ background: {p.field}; }}
QLineEdit[look="search"]:focus {{ background: {p.surface}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox QAbstractItemView {{
    background: {p.raised}; border: 1px solid {p.border_strong}; outline: none;
    selection-background-color: {p.selection}; selection-color: {p.text};
}}
"""


def _parts(p: Palette) -> str:
    return f"""
QToolTip {{
    background: {p.raised}; color: {p.text}; border: 1px solid {p.border_strong};
    padding: {t.GRID}px {2 * t.GRID}px; font-size: {t.TYPE_LABEL}px;
}}
QMenu {{
    background: {p.raised}; color: {p.text}; border: 1px solid {p.border_strong};
    border-radius: {t.RADIUS}px; padding: {t.GRID}px;
}}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: {t.RADIUS_SMALL}px; }}
QMenu::item:selected {{ background: {p.accent_soft}; color: {p.accent_text}; }}
QMenu::item:disabled {{ color: {p.text_faint}; }}
QMenu::separator {{ height: 1px; background: {p.border}; margin: {t.GRID}px; }}
QSplitter::handle {{ background: {p.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QScrollArea, QAbstractScrollArea {{ background: transparent; border: none; }}
QTableView, QListView {{ background: {p.surface}; border: none; outline: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {p.border_strong}; border-radius: 3px; min-height: 32px; margin: 2px;
}}
QScrollBar::handle:vertical:hover {{ background: {p.text_faint}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{
    background: {p.border_strong}; border-radius: 3px; min-width: 32px; margin: 2px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {p.border}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: 2px; }}
QFrame[look="line"] {{ background: {p.border}; border: none; }}
"""
