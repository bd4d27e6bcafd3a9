# SPDX-License-Identifier: Apache-2.0
"""Keeps the translation files in step with the code; changes no code.

    python -m scripts.translations update          collect tr() texts into every .ts file
    python -m scripts.translations fill LANG FILE  enter translations from a JSON object
    python -m scripts.translations release         compile .ts into .qm
    python -m scripts.translations check           fail when anything is missing or out of date

A fill file maps each source text to its translation, or to [singular, plural].
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "desktop_agent"
I18N = ROOT / "resources" / "i18n"
CONTEXT = "desktop_agent"
LANGUAGES = ("de", "en")


@dataclass(slots=True)
class Text:
    """One source text; `translations` holds one form, or two for a plural."""

    source: str
    is_plural: bool
    translations: list[str] = field(default_factory=list)

    @property
    def is_finished(self) -> bool:
        """True when every form has a translation."""
        return len(self.translations) == 1 + self.is_plural and all(self.translations)


def collect() -> dict[str, bool]:
    """Every literal given to `tr`, with whether it is a plural. Exits on a call without literal."""
    found: dict[str, bool] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and _is_tr(node.func)):
                continue
            first = node.args[0] if node.args else None
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                sys.exit(f"{path.relative_to(ROOT)}:{node.lineno}: tr() needs one literal")
            is_plural = len(node.args) > 1 or any(key.arg == "n" for key in node.keywords)
            found[first.value] = found.get(first.value, False) or is_plural
    return found


def _is_tr(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id == "tr"


def path_of(language: str) -> Path:
    """The .ts file of a language."""
    return I18N / f"desktop_agent_{language}.ts"


def read(language: str) -> dict[str, Text]:
    """The texts of a .ts file by source; empty when there is none yet."""
    path = path_of(language)
    if not path.exists():
        return {}
    texts = {}
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314 - our own file
        source = message.findtext("source") or ""
        translation = message.find("translation")
        is_plural = message.get("numerus") == "yes"
        forms: list[str] = []
        if translation is not None:
            nodes = translation.findall("numerusform") if is_plural else [translation]
            forms = [node.text or "" for node in nodes]
        texts[source] = Text(source, is_plural, forms)
    return texts


def write(language: str, texts: dict[str, Text]) -> None:
    """Write a .ts file, sorted, so that a change shows as the lines that changed."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text in sorted(texts.values(), key=lambda item: item.source):
        message = ET.SubElement(context, "message")
        if text.is_plural:
            message.set("numerus", "yes")
        ET.SubElement(message, "source").text = text.source
        translation = ET.SubElement(message, "translation")
        if not text.is_finished:
            translation.set("type", "unfinished")
        if text.is_plural:
            for form in ([*text.translations, "", ""])[:2]:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = ([*text.translations, ""])[0]
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    path_of(language).write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8"
    )


def update() -> None:
    """Bring every .ts file in step with the code, keeping what is translated.

    English is its own source: only its plurals are translated, from the source by default.
    """
    found = collect()
    for language in LANGUAGES:
        held = read(language)
        texts = {}
        for source, is_plural in found.items():
            if language == "en" and not is_plural:
                continue
            text = held.get(source)
            if text is None or text.is_plural != is_plural:
                text = Text(source, is_plural)
            texts[source] = text
        write(language, texts)


def fill(language: str, file: Path) -> None:
    """Enter translations; a source that the code does not have is an error."""
    update()
    texts = read(language)
    entries: dict[str, str | list[str]] = json.loads(file.read_text(encoding="utf-8"))
    unknown = [source for source in entries if source not in texts]
    for source, value in entries.items():
        if source in texts:
            texts[source].translations = value if isinstance(value, list) else [value]
    write(language, texts)
    for source in unknown:
        print(f"not in the code: {source!r}")
    left = [text.source for text in texts.values() if not text.is_finished]
    print(f"{language}: {len(texts) - len(left)} translated, {len(left)} missing")
    for source in left:
        print(f"  {source!r}")


def compile_into(language: str, target: Path) -> None:
    """Compile one .ts file with Qt's lrelease."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run(
        [str(tool), str(path_of(language)), "-silent", "-qm", str(target)],
        check=True,
        capture_output=True,
    )


def release() -> None:
    """Compile every language."""
    for language in LANGUAGES:
        compile_into(language, path_of(language).with_suffix(".qm"))


def check() -> list[str]:
    """What is missing or out of date, one sentence each; empty when all is well."""
    faults = []
    found = collect()
    for language in LANGUAGES:
        texts = read(language)
        wanted = {s for s, is_plural in found.items() if language != "en" or is_plural}
        faults += [f"{language}: not collected: {s!r}" for s in sorted(wanted - set(texts))]
        faults += [f"{language}: no longer in the code: {s!r}" for s in sorted(set(texts) - wanted)]
        faults += [
            f"{language}: not translated: {t.source!r}" for t in texts.values() if not t.is_finished
        ]
        faults += [
            f"{language}: places differ: {t.source!r}"
            for t in texts.values()
            if t.is_finished and any(_places(t.source) != _places(f) for f in t.translations)
        ]
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / "fresh.qm"
            compile_into(language, fresh)
            compiled = path_of(language).with_suffix(".qm")
            if not compiled.exists() or compiled.read_bytes() != fresh.read_bytes():
                faults.append(f"{language}: the .qm file is older than its .ts file")
    return faults


def _places(text: str) -> set[str]:
    """The `{names}` in a text; `%n` may be left out of a singular form."""
    return {part.split("}")[0] for part in text.split("{")[1:]}


@contextmanager
def _locked() -> Iterator[None]:
    I18N.mkdir(parents=True, exist_ok=True)
    with (Path(tempfile.gettempdir()) / "desktop-agent-translations.lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - Windows has none, and seldom two people at one checkout

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("update", "release", "check"):
        commands.add_parser(name)
    filler = commands.add_parser("fill")
    filler.add_argument("language", choices=LANGUAGES)
    filler.add_argument("file", type=Path)
    arguments = parser.parse_args()
    with _locked():
        if arguments.command == "check":
            faults = check()
            print("\n".join(faults) or "translations are complete")
            return 1 if faults else 0
        if arguments.command == "fill":
            fill(arguments.language, arguments.file)
        elif arguments.command == "update":
            update()
        release()
    return 0


if __name__ == "__main__":
    sys.exit(main())
