# SPDX-License-Identifier: Apache-2.0
"""Which files the rules look at, and small questions about their syntax. Holds no rule itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "desktop_agent"
_SKIPPED = {".venv", ".git", "__pycache__", "build", "dist", "tour-out", "gallery-out"}
_TEXT_SUFFIXES = {
    "",
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".sh",
    ".cmd",
    ".sql",
    ".svg",
    ".qss",
    ".ts",
    ".json",
    ".txt",
}


def python_files(*folders: str) -> list[Path]:
    """Every Python file below the given top-level folders."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def text_files() -> Iterator[Path]:
    """Every text file of the project that is not made by a tool."""
    for top in sorted(ROOT.iterdir()):
        if top.name in _SKIPPED or (
            top.name.startswith(".") and top.name not in (".ci", ".gitignore")
        ):
            continue
        paths = sorted(top.rglob("*")) if top.is_dir() else [top]
        for path in paths:
            is_ours = path.is_file() and not _SKIPPED & set(path.relative_to(ROOT).parts)
            if is_ours and path.suffix in _TEXT_SUFFIXES:
                yield path


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something is, to print."""
    line = getattr(node, "lineno", 1)
    return f"{path.relative_to(ROOT)}:{line}"


def imported_packages(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Every import of a file, also inside functions, as (node, dotted module)."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node, node.module


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call of a file."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `c` for `a.b.c()`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
