# SPDX-License-Identifier: Apache-2.0
"""Calls that no part of the product, or no test, may make."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.rules.source_files import called_name, calls, place, python_files, tree_of

RICH_TEXT_CALLS = {"setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "appendHtml"}
RICH_TEXT_NAMES = {"RichText", "AutoText", "MarkdownText"}
TLS_OFF = {"CERT_NONE", "CERT_OPTIONAL", "_create_unverified_context"}
CONTENT_NAMES = {
    "text", "body", "content", "caption", "token", "password", "email", "phone", "secret", "url",
    "customer_name", "agent_name", "display_name",
}  # fmt: skip
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def names_in(path: Path) -> list[tuple[ast.AST, str]]:
    """Every attribute and plain name that a file uses."""
    found: list[tuple[ast.AST, str]] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            found.append((node, node.attr))
        elif isinstance(node, ast.Name):
            found.append((node, node.id))
    return found


def test_nothing_is_printed() -> None:
    found = [
        place(path, call)
        for path in python_files("desktop_agent")
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert not found


def test_no_text_is_shown_as_markup() -> None:
    found = [
        place(path, call)
        for path in python_files("desktop_agent")
        for call in calls(path)
        if called_name(call) in RICH_TEXT_CALLS
    ]
    found += [
        place(path, node)
        for path in python_files("desktop_agent")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr in RICH_TEXT_NAMES
        and _last_name(node.value) in ("Qt", "TextFormat")
    ]
    assert not found


def test_tls_checks_cannot_be_switched_off() -> None:
    found = [
        place(path, node)
        for path in python_files("desktop_agent")
        for node, name in names_in(path)
        if name in TLS_OFF
    ]
    for path in python_files("desktop_agent"):
        for call in calls(path):
            found += [
                place(path, call)
                for keyword in call.keywords
                if keyword.arg in ("verify", "check_hostname")
                and isinstance(keyword.value, ast.Constant)
                and keyword.value.value is False
            ]
    assert not found


def test_no_thread_is_a_daemon() -> None:
    # The sandbox is a process of its own whose one helper blocks in reading its standard input.
    found = [
        place(path, call)
        for path in python_files("desktop_agent")
        if path.parent.name != "sandbox"
        for call in calls(path)
        for keyword in call.keywords
        if keyword.arg == "daemon"
        and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
    ]
    assert not found


def test_log_calls_take_no_content() -> None:
    found = []
    for path in python_files("desktop_agent"):
        for call in calls(path):
            if called_name(call) not in LOG_METHODS or not _is_logger(call.func):
                continue
            for argument in call.args[1:]:
                name = _last_name(argument)
                if name in CONTENT_NAMES:
                    found.append(f"{place(path, call)} logs {name}")
    assert not found


def _is_logger(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and _last_name(function.value) in (
        "_log", "log", "logger", "logging", "LOG",
    )  # fmt: skip


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_no_connection_holds_its_owner_in_a_lambda() -> None:
    # Such a lambda keeps the object alive and runs after its C++ part is gone.
    found = [
        place(path, call)
        for path in python_files("desktop_agent")
        for call in calls(path)
        if called_name(call) == "connect"
        for argument in call.args
        if isinstance(argument, ast.Lambda)
        and any(isinstance(n, ast.Name) and n.id == "self" for n in ast.walk(argument.body))
    ]
    assert not found


def test_no_test_waits_for_time_to_pass() -> None:
    found = [
        place(path, call)
        for path in python_files("tests")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and (
            (call.func.attr == "sleep" and _last_name(call.func.value) == "time")
            or call.func.attr == "qWait"
            or (call.func.attr == "wait" and _last_name(call.func.value) == "qtbot")
        )
    ]
    assert not found


def test_no_test_is_marked_as_flaky() -> None:
    found = [
        place(path, node)
        for path in python_files("tests")
        for node, name in names_in(path)
        if name in ("flaky", "rerun")
    ]
    assert not found
