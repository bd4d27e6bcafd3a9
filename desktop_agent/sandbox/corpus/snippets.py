# SPDX-License-Identifier: Apache-2.0

"""Snippets of the simulated account: short code and text; holds texts only."""

from __future__ import annotations

from typing import Final

SNIPPETS: Final = (
    ("gruss", "Guten Tag {{contact.name}}, vielen Dank für Ihre Nachricht."),
    ("warten", "Ich prüfe das und melde mich im Laufe des Tages."),
    ("unterlagen", "Bitte senden Sie uns die fehlenden Unterlagen als Foto oder PDF."),
    ("termin", "Einen Termin erhalten Sie montags bis freitags von 8 bis 16 Uhr."),
    ("oeffnung", "Das Bürgerbüro hat Mo–Fr 8–16 Uhr geöffnet, donnerstags bis 18 Uhr."),
    (
        "datenschutz",
        "Unseren Datenschutzhinweis (Version 4) finden Sie unter https://lindenau.example/datenschutz.",
    ),
    ("stoerung", "Die Störung ist bekannt, unser Trupp ist unterwegs."),
    ("zaehler", "Bitte senden Sie ein Foto des Zählers, auf dem Nummer und Stand lesbar sind."),
    ("danke", "Vielen Dank für Ihre Rückmeldung. Wir wünschen einen schönen Tag!"),
    ("rueckruf", "Ein Rückruf ist leider nicht möglich, wir antworten Ihnen hier."),
    ("english", "Thank you for your message. We will answer in English as soon as possible."),
    ("ende", "Damit ist Ihr Anliegen erledigt. Schreiben Sie uns jederzeit wieder."),
)
