# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a sentence stays on one line, so that it can be read and found
"""WhatsApp message templates of the simulated account in the provider's JSON; holds data only."""

from __future__ import annotations

from typing import Final


def _template(
    number: int,
    name: str,
    body: str,
    *,
    status: str = "APPROVED",
    category: str = "UTILITY",
    language: str = "de",
    parameter_format: str = "POSITIONAL",
    extra: tuple[dict[str, object], ...] = (),
) -> dict[str, object]:
    return {
        "id": f"90015550{number:06d}",
        "name": name,
        "status": status,
        "category": category,
        "language": language,
        "parameter_format": parameter_format,
        "components": [{"type": "BODY", "text": body}, *extra],
    }


WHATSAPP_TEMPLATES: Final[tuple[dict[str, object], ...]] = (
    _template(
        1,
        "anliegen_fortsetzen",
        "Guten Tag {{1}}, zu Ihrem Anliegen {{2}} haben wir eine Antwort. Bitte schreiben Sie uns kurz zurück.",
    ),
    _template(
        2,
        "termin_bestaetigung",
        "Ihr Termin am {{1}} um {{2}} Uhr ist bestätigt.",
        extra=({"type": "FOOTER", "text": "Stadt Lindenau"},),
    ),
    _template(
        3,
        "unterlagen_fehlen",
        "Guten Tag {{1}}, uns fehlen noch Unterlagen: {{2}}.",
        extra=(
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "URL",
                        "text": "Zum Portal",
                        "url": "https://lindenau.example/portal/{{1}}",
                    }
                ],
            },
        ),
    ),
    _template(
        4,
        "bescheid_fertig",
        "Guten Tag {{name}}, Ihr Bescheid {{aktenzeichen}} ist fertig.",
        parameter_format="NAMED",
        extra=({"type": "HEADER", "format": "TEXT", "text": "Stadt Lindenau"},),
    ),
    _template(5, "stoerung_behoben", "Die Störung in {{1}} ist behoben. Danke für Ihre Geduld."),
    _template(
        6,
        "continue_request",
        "Hello {{1}}, we have an answer to your request. Please reply to continue.",
        language="en",
    ),
    _template(
        7, "sommerfest_einladung", "Kommen Sie zum Sommerfest am {{1}}!", category="MARKETING"
    ),
    _template(8, "anmeldecode", "Ihr Code lautet {{1}}.", category="AUTHENTICATION"),
    _template(
        9, "zaehler_erinnerung", "Bitte melden Sie den Zählerstand bis {{1}}.", status="PENDING"
    ),
    _template(
        10, "rabattaktion", "Nur heute: {{1}} % auf alles!", category="MARKETING", status="REJECTED"
    ),
)
