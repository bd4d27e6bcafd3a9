# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a sentence stays on one line, so that it can be read and found
"""Conversations of a shop and a repair service; fictional, holds texts only."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.corpus.topic import RECHNUNG, STOERUNG, Exchange, Topic

BESTELLUNG: Final = Topic(
    key="bestellung",
    team_id=RECHNUNG,
    rule="Bestellung → Rechnung",
    labels=("bestellung",),
    openings=(
        "Wo bleibt meine Bestellung {ref}? [Laut Mail sollte sie am {weekday} kommen.|Es fehlt die {goods}.]",
        "[Der Bote|Die Paketkarte] war da, aber ich habe kein Paket 📦",
        "Ist die {goods} in {colour} noch auf Lager?",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Das Paket liegt [im Verteilzentrum|beim Nachbarn in Nummer {number}].",
                "Die {goods} in {colour} ist [ab {weekday}|sofort] lieferbar. Soll ich reservieren?",
            ),
            customer=(
                "[Ach so, danke.|Wann wird es zugestellt?]",
                "[Ja bitte.|Gibt es auch {colour2}?]",
            ),
        ),
        Exchange(
            agent=(
                "Neue Zustellung am {weekday} zwischen {hour} und {hour2} Uhr.",
                "Reserviert bis {date}, Abholnummer {ref}.",
            ),
            customer=("[Passt.|Da bin ich nicht da, bitte zum Abholpunkt.|Gut 👍]",),
        ),
    ),
    notes=("Paketdienst nachgefragt, Sendung {ref} gefunden.",),
    closings=("Viel Freude damit!", "Die Sendung ist zugestellt."),
    legal_basis="art6_1_b",
    weight=5,
)

RUECKGABE: Final = Topic(
    key="rueckgabe",
    team_id=RECHNUNG,
    rule="Rückgabe → Rechnung",
    labels=("rueckgabe",),
    openings=(
        "Die {goods} [passt nicht|gefällt mir nicht|ist beschädigt angekommen]. [Wie schicke ich sie zurück?|]",
        "<image Beschaedigung.png>So kam die {goods} an 😕",
        "Wann kommt mein Geld für die Rücksendung {ref}?",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Das tut mir leid. Umtausch oder Geld zurück?",
                "Bitte die Bestellnummer[ und ein Foto|].",
            ),
            customer=(
                "[Umtausch in {colour}.|Geld zurück bitte.]",
                "{ref}",
                "<image Etikett.png>Hier das Etikett.",
            ),
        ),
        Exchange(
            agent=(
                "<pdf Ruecksendeschein.pdf>Bitte ausdrucken und aufkleben.",
                "Die Erstattung von {price} € ist [angewiesen|unterwegs].",
            ),
            customer=(
                "[Ich habe keinen Drucker.|Danke, mache ich.]",
                "[Alles klar.|Super schnell!]",
            ),
        ),
    ),
    notes=("Kulanz: Rücksendung ohne Bon in Ordnung.",),
    closings=("Die Rücksendung ist angekommen, alles erledigt.",),
    legal_basis="art6_1_b",
    weight=4,
)

REPARATUR: Final = Topic(
    key="reparatur",
    team_id=STOERUNG,
    rule="Reparatur → Technik",
    labels=("reparatur",),
    openings=(
        "Meine {device} [macht komische Geräusche|läuft nicht mehr|zeigt Fehler F{small}].",
        "<voice 23>",
        "Wann ist meine {device} fertig? Auftrag {ref}.",
        "Was kostet eine Reparatur der {device} ungefähr?",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Wie alt ist das Gerät, und haben Sie die Typnummer?",
                "Können Sie das Geräusch kurz aufnehmen?",
            ),
            customer=(
                "<image Typenschild.png>[Etwa {small} Jahre alt.|]",
                "<voice 12>",
                "[Ungefähr {small} Jahre|Gekauft im {month}].",
            ),
        ),
        Exchange(
            agent=(
                "Das ist vermutlich [die Pumpe|das Lager|die Elektronik]. Kostenvoranschlag: {price} €.",
                "Der Monteur kann am {weekday} um {hour} Uhr kommen.",
            ),
            customer=(
                "[Bitte reparieren.|Das lohnt sich nicht mehr, oder?|In Ordnung.]",
                "[{weekday} passt.|Geht es vor {hour} Uhr?]",
            ),
        ),
        Exchange(
            agent=(
                "[Das Ersatzteil ist bestellt|Das Teil kommt am {weekday}].",
                "Die {device} läuft wieder und ist abholbereit.",
            ),
            customer=("[Toll, ich komme {weekday}.|Bis wann haben Sie offen?]",),
        ),
    ),
    notes=("Teil {ref} bestellt, Lieferzeit {small} Tage.", "Kunde wünscht Anruf vor Anfahrt."),
    closings=("Danke für den Auftrag.", "Rechnung über {price} € liegt bei."),
    legal_basis="art6_1_b",
    weight=5,
)

TOPICS: Final = (BESTELLUNG, RUECKGABE, REPARATUR)
