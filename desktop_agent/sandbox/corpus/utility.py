# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a sentence stays on one line, so that it can be read and found
"""Conversations of a municipal utility: faults, meters, bills; fictional, holds texts only."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.corpus.topic import RECHNUNG, STOERUNG, Exchange, Topic

STROMAUSFALL: Final = Topic(
    key="stromausfall",
    team_id=STOERUNG,
    rule="Störung → Technik",
    labels=("stoerung", "strom"),
    openings=(
        "[Bei uns in der {street}|In {district}] ist [seit {hour} Uhr|seit einer Stunde] der Strom weg.",
        "Der Strom fällt [immer wieder|jeden Abend] für ein paar Sekunden aus. [Ist das bekannt?|Was ist da los?]",
        "Kein Strom in der {street} {number}, die Nachbarn haben aber welchen.",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Ist nur Ihre Wohnung betroffen oder das ganze Haus?",
                "Haben Sie die Sicherungen und den FI-Schalter geprüft?",
            ),
            customer=(
                "[Das ganze Haus.|Nur wir, glaube ich.|Die ganze Straße ist dunkel.]",
                "<image Sicherungskasten.png>[So sieht es aus.|Alle sind oben.]",
            ),
        ),
        Exchange(
            agent=(
                "Der Trupp ist unterwegs, [etwa {small}0 Minuten|voraussichtlich bis {hour} Uhr].",
                "Es ist ein Kabelfehler in der {street}. Wir schalten gerade um.",
            ),
            customer=(
                "[Ok, wir warten.|Wir haben Kühlware, geht es schneller?|Danke für die Info.]",
                "<voice 18>",
            ),
        ),
        Exchange(
            agent=(
                "Ist der Strom wieder da?",
                "[Die Umschaltung ist erfolgt|Der Fehler ist behoben]. Klappt es bei Ihnen?",
            ),
            customer=("[Ja, alles wieder hell 💡|Ja, läuft.|Noch nicht in der Küche.]",),
        ),
    ),
    notes=(
        "Kabelfehler {street}, Trupp {small} ist dran.",
        "Hausanschluss {ref}, Sicherung getauscht.",
    ),
    closings=("[Gut, dann schließe ich die Meldung {ref}.|Danke für die Rückmeldung.]",),
    legal_basis="art6_1_b",
    weight=7,
)

HEIZUNG: Final = Topic(
    key="fernwaerme",
    team_id=STOERUNG,
    rule="Störung → Technik",
    labels=("stoerung", "waerme"),
    openings=(
        "Die Heizung bleibt kalt, [wir haben Fernwärme|Fernwärme-Station im Keller]. {street} {number}.",
        "[Seit {weekday}|Seit heute früh] kein warmes Wasser. [Kommt jemand?|Ist eine Störung bekannt?]",
        "Wann kommt denn nun der Techniker? [Angekündigt war {hour} Uhr.|Wir warten seit dem Morgen.]",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Was zeigt das Display der Übergabestation?",
                "Ist der Haupthahn offen, und wie viel Druck zeigt das Manometer?",
            ),
            customer=(
                "<image Display_Station.png>[Fehler E{small}.|Das steht da.]",
                "[Etwa {small} bar|Der Zeiger steht im roten Bereich].",
                "<voice 27>",
            ),
        ),
        Exchange(
            agent=(
                "Der Techniker kommt [heute zwischen {hour} und {hour2} Uhr|am {weekday} um {hour} Uhr]. Ist jemand da?",
            ),
            customer=("[Ja, ich bin da.|Bitte bei {number} klingeln.|Erst ab {hour2} Uhr.]",),
        ),
        Exchange(
            agent=("Der Kollege meldet: Pumpe getauscht. Wird es warm?",),
            customer=("[Ja, wird warm 😊|Ja, danke.|Nur im Bad noch nicht.]",),
        ),
    ),
    notes=("Techniker {hour} Uhr disponiert.", "Pumpe war fest, Ersatzteil {ref} verbaut."),
    closings=("Dann ist der Auftrag {ref} abgeschlossen.",),
    legal_basis="art6_1_b",
    weight=6,
)

WASSER: Final = Topic(
    key="wasser",
    team_id=STOERUNG,
    rule="Störung → Technik",
    labels=("stoerung", "wasser"),
    openings=(
        "In der {street} läuft Wasser aus [dem Gehweg|einem Schacht] 💧",
        "Das Wasser ist [bräunlich|trüb] seit [heute|{weekday}]. Kann man das trinken?",
        "<place {street}>Hier ist die Straße unterspült.",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Danke für die Meldung. [Auf welcher Höhe?|Können Sie ein Foto schicken?]",
                "Bitte {small} Minuten kalt laufen lassen. Wird es klar?",
            ),
            customer=(
                "<image Gehweg.png>[Vor Nummer {number}.|Hier.]",
                "[Ja, wird klarer.|Nein, bleibt so.]",
            ),
        ),
        Exchange(
            agent=(
                "Wir sperren den Schieber, [{hour} bis {hour2} Uhr|ab {hour} Uhr] ist das Wasser weg.",
                "Das kommt von der Netzspülung und ist unbedenklich.",
            ),
            customer=("[Danke für die Warnung.|Gut, dann fülle ich einen Topf.]",),
        ),
    ),
    notes=("Schieber {number} klemmt, Bauhof informiert.",),
    closings=("Die Leitung ist repariert.", "Danke für die aufmerksame Meldung."),
    legal_basis="art6_1_b",
    weight=4,
)

ZAEHLER: Final = Topic(
    key="zaehlerstand",
    team_id=RECHNUNG,
    rule="Zähler → Rechnung",
    labels=("zaehler",),
    openings=(
        "Ich möchte meinen Zählerstand melden: [{meter} kWh|Zähler {ref}, Stand {meter}].",
        "<image Zaehler.png>Stand von heute.",
        "[Ich finde die Zählernummer nicht|Wo lese ich den Zähler ab?]",
    ),
    exchanges=(
        Exchange(
            agent=(
                "[Danke|Vielen Dank]. Ist das der Strom- oder der Gaszähler?",
                "Bitte senden Sie uns die Zählernummer.",
            ),
            customer=(
                "[Strom.|Gas.|Beide, zweiter Stand {meter}.]",
                "{ref}",
                "<image Zaehlernummer.png>",
            ),
        ),
        Exchange(
            agent=(
                "Der Stand {meter} ist [eingetragen|notiert].",
                "Das wäre weniger als im Vorjahr. [Stimmt die Zahl?|Bitte noch einmal prüfen.]",
            ),
            customer=("[Ja, stimmt.|Entschuldigung, {meter}.|Wir haben viel gespart 😊]",),
        ),
    ),
    notes=("Stand plausibel, Abweichung unter {small} %.",),
    closings=("Damit ist die Ablesung erledigt.",),
    legal_basis="art6_1_b",
    weight=6,
)

ABSCHLAG: Final = Topic(
    key="rechnung",
    team_id=RECHNUNG,
    rule="Rechnung → Rechnung",
    labels=("rechnung",),
    openings=(
        "Meine Rechnung {ref} ist [viel zu hoch|doppelt so hoch wie letztes Jahr]: {price} €.",
        "[Kann ich|Können wir] den Abschlag [ändern|auf {price} € senken]?",
        "Ich habe {price} € doppelt überwiesen. [Wie bekomme ich das zurück?|]",
        "Können wir die Nachzahlung [in Raten|in {small} Raten] zahlen?",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Ich sehe mir die Rechnung an. [Wie hoch war der Stand am {past}?|Einen Moment.]",
                "Mit welchem Konto haben Sie gezahlt? [Bitte nur die letzten vier Stellen.|]",
            ),
            customer=(
                "{meter}",
                "[Die letzten Stellen sind {number}.|Das gleiche wie immer.]",
                "<pdf Rechnung_{ref}.pdf>Diese hier.",
            ),
        ),
        Exchange(
            agent=(
                "Die Schätzung war zu hoch. Neu sind es {price} €.",
                "Der neue Abschlag beträgt {price} € ab {month}.",
                "Raten sind möglich: {small} × {price} €.",
            ),
            customer=(
                "[Das klingt besser.|Einverstanden.|Ab wann gilt das?]",
                "[Bekomme ich das schriftlich?|Danke, das passt.]",
            ),
        ),
        Exchange(
            agent=("[Die Bestätigung|Die korrigierte Rechnung] kommt [per Post|bis {weekday}].",),
            customer=("[Danke!|Super.|Danke, das hat geklappt!]",),
        ),
    ),
    notes=(
        "Rechnung {ref} storniert, Neuberechnung läuft.",
        "Ratenplan {small} Monate, Freigabe Leitung liegt vor.",
    ),
    closings=("Dann ist alles geklärt.", "Gern geschehen. Die Gutschrift ist in {small} Tagen da."),
    legal_basis="art6_1_b",
    weight=8,
)

UMZUG: Final = Topic(
    key="vertrag",
    team_id=RECHNUNG,
    rule="Vertrag → Rechnung",
    labels=("vertrag",),
    openings=(
        "[Wir ziehen|Ich ziehe] am {date} um. [Wie kündige ich den Strom?|Kann ich den Vertrag mitnehmen?]",
        "Welcher Tarif passt für {small} Personen und etwa {meter} kWh?",
    ),
    exchanges=(
        Exchange(
            agent=("Bitte die neue Anschrift und den Zählerstand bei Übergabe.",),
            customer=(
                "{street} {number}, Stand {meter}.",
                "<pdf Uebergabeprotokoll.pdf>Steht alles drin.",
            ),
        ),
        Exchange(
            agent=("Der Vertrag läuft ab {date} unter der neuen Anschrift weiter.",),
            customer=("[Bleibt der Preis gleich?|Prima.|Danke, so einfach 👍]",),
        ),
    ),
    notes=("Umzugsmeldung {ref} erfasst.",),
    closings=("Alles umgestellt. Guten Umzug!",),
    legal_basis="art6_1_b",
    weight=4,
)

TOPICS: Final = (STROMAUSFALL, HEIZUNG, WASSER, ZAEHLER, ABSCHLAG, UMZUG)
