# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a sentence stays on one line, so that it can be read and found
"""Conversations of a town hall's citizens' office; fictional, holds texts only."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.corpus.topic import BUERGERBUERO, RECHNUNG, Exchange, Topic

WOHNGELD: Final = Topic(
    key="wohngeld",
    team_id=BUERGERBUERO,
    rule="Wohngeld → Bürgerbüro",
    labels=("wohngeld", "unterlagen"),
    openings=(
        "[Ich wollte|Ich möchte|Ich muss] wegen meines [Wohngeld-Antrags|Wohngeldantrags] [nachfragen|etwas fragen].",
        "[Wir haben|Ich habe] im {month} Wohngeld beantragt, Aktenzeichen {ref}. [Wie weit ist das?|Fehlt noch etwas?]",
        "Meine Miete ist [zum {month} |]gestiegen. [Muss ich das beim Wohngeld melden?|Was bedeutet das für das Wohngeld?]",
        "[Guten Tag|Hallo], wo finde ich das Formular für [die Weiterleistung|die Verlängerung] von Wohngeld?",
    ),
    exchanges=(
        Exchange(
            agent=(
                "[Gern|Guten Tag, gern]. Uns fehlt noch [der Einkommensbescheid|die Verdienstbescheinigung|der Mietvertrag]."
                " Können Sie ein Foto oder PDF schicken?",
                "Zu {ref} fehlt noch [die Mietbescheinigung|der Nachweis über die Heizkosten]. Geht das [bis {weekday}|bis zum {date}]?",
            ),
            customer=(
                "<pdf Einkommensbescheid.pdf>Hier ist der Bescheid.",
                "<image Mietvertrag_Seite1.png>[Reicht das so?|Ist das lesbar?]",
                "[Ja, schicke ich heute Abend|Mein Vermieter schickt das am {weekday}].",
            ),
        ),
        Exchange(
            agent=(
                "Wie viele Personen [leben|wohnen] derzeit in der Wohnung {street} {number}?",
                "Hat sich am Einkommen seit {month} etwas geändert?",
            ),
            customer=(
                "[Wir sind zu {small}|{small} Personen, zwei davon Kinder].",
                "[Nein, alles gleich|Ja, ich arbeite jetzt {small}0 Stunden im Monat].",
            ),
        ),
        Exchange(
            agent=(
                "Danke, [die Unterlagen sind vollständig|jetzt ist alles da]. Sie erhalten den Bescheid [bis {weekday}|"
                "in etwa {small} Wochen].",
                "Der Bescheid ist in der [Berechnung|Prüfung]. [Rechnen Sie mit {small} Wochen.|Er geht am {weekday} in die Post.]",
            ),
            customer=(
                "[Wird auch rückwirkend gezahlt?|Ab wann gilt das dann?|Bekomme ich das schriftlich?]",
                "[Das ist gut|Das freut mich], [danke|vielen Dank].",
            ),
        ),
        Exchange(
            agent=("Ja, [gezahlt wird ab dem Monat der Antragstellung|es gilt ab dem {date}].",),
            customer=("[Gut zu wissen.|Dann bin ich beruhigt.|Sehr gut 😊]",),
        ),
    ),
    notes=(
        "Akte {ref} liegt bei mir, Frist ist der {date}.",
        "[Einkommen|Miete] ist [geprüft|plausibel], nur noch Unterschrift der Leitung.",
        "Bitte vor Bescheid noch Heizkosten gegenprüfen.",
    ),
    closings=(
        "[Alles klar|Gern geschehen]. Ihr Bescheid zu {ref} kommt per Post.",
        "Dann ist alles erledigt. [Melden Sie sich gern wieder.|Einen schönen Tag!]",
    ),
    weight=9,
)

AUSWEIS: Final = Topic(
    key="ausweis",
    team_id=BUERGERBUERO,
    rule="Ausweis → Bürgerbüro",
    labels=("ausweis", "termin"),
    openings=(
        "Mein [Personalausweis|Reisepass] läuft im {month} ab. [Wie bekomme ich einen Termin?|Was muss ich mitbringen?]",
        "Ist mein [Ausweis|Pass] schon [da|abholbereit]? Beantragt am {past}.",
        "[Ich habe meinen Ausweis verloren 😟|Mein Portemonnaie wurde gestohlen, der Ausweis auch]. Was muss ich tun?",
        "Braucht [meine Tochter|mein Sohn] ({small} Jahre) für die Reise [einen Reisepass|einen eigenen Ausweis]?",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Sie können am {weekday} um {hour} Uhr kommen. [Passt das?|Soll ich das eintragen?]",
                "Freie Termine: {weekday} {hour} Uhr oder {weekday2} {hour2} Uhr. Was passt besser?",
            ),
            customer=(
                "[{weekday} ist gut|{weekday} passt|Dann {weekday} bitte].",
                "Vormittags kann ich nicht. [Geht es auch nachmittags?|Haben Sie etwas nach 16 Uhr?]",
            ),
        ),
        Exchange(
            agent=(
                "Bitte bringen Sie den alten Ausweis und ein biometrisches Foto mit. Die Gebühr beträgt {price} €.",
                "Ein Foto können Sie [auch hier am Automaten|im Foyer] machen. [Karte oder bar geht beides.|]",
            ),
            customer=(
                "<image Passfoto.png>Geht dieses Foto?",
                "[Kann ich mit Karte zahlen?|Muss ich persönlich kommen?|Reicht auch das alte Foto?]",
            ),
        ),
        Exchange(
            agent=(
                "[Der Termin ist eingetragen|Ist gebucht]: {weekday}, {hour} Uhr, Schalter {small}.",
                "Ihr Dokument liegt [am Schalter {small}|in der Ausgabe] bereit, geöffnet [bis 18 Uhr|ab 8 Uhr].",
            ),
            customer=(
                "[Super|Prima|Sehr gut], [dann bis {weekday}|ich komme vorbei].",
                "Wie lange habe ich zur Abholung Zeit?",
            ),
        ),
    ),
    notes=(
        "Termin doppelt gebucht, {hour} Uhr wieder freigegeben.",
        "Verlustanzeige {ref} ist aufgenommen.",
    ),
    closings=(
        "Dann bis {weekday} um {hour} Uhr.",
        "[Alles Gute|Gute Reise]! Der Vorgang {ref} ist erledigt.",
    ),
    weight=8,
)

UMMELDUNG: Final = Topic(
    key="ummeldung",
    team_id=BUERGERBUERO,
    rule="Meldewesen → Bürgerbüro",
    labels=("meldewesen",),
    openings=(
        "[Ich bin|Wir sind] am {past} [umgezogen|in die {street} gezogen]. [Kann ich mich online ummelden?|Was brauchen Sie von mir?]",
        "Ich brauche eine [Meldebescheinigung|erweiterte Meldebescheinigung] für [die Bank|den Kindergarten|meinen Arbeitgeber].",
        "Unser Haushalt zieht von {district} nach {district2}. [Müssen alle mitkommen?|Reicht eine Person?]",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Wir brauchen die Wohnungsgeberbestätigung. [Haben Sie die schon?|Ein Foto reicht zunächst.]",
                "Bitte nennen Sie [Straße und Hausnummer|die neue Anschrift] und das Einzugsdatum.",
            ),
            customer=(
                "{street} {number}, eingezogen am {past}.",
                "<pdf Wohnungsgeberbestaetigung.pdf>Bitte sehr.",
                "<image Bestaetigung.png>[So?|Unterschrift ist unten rechts.]",
            ),
        ),
        Exchange(
            agent=(
                "Danke. [Das Einzugsdatum ist vermerkt|Die Anschrift ist aufgenommen]. Für den Ausweis-Aufkleber kommen Sie bitte kurz vorbei.",
                "Die Bescheinigung kostet {small} €. [Abholen oder per Post?|Wie möchten Sie sie erhalten?]",
            ),
            customer=(
                "[Per Post bitte.|Ich hole sie ab.|Wo ist der Schalter?]",
                "[Geht das ohne Termin?|Ist {weekday} auf?]",
            ),
        ),
        Exchange(
            agent=(
                "[Ja|Ja, gern], {weekday} von 8 bis {hour} Uhr, ohne Termin am Schalter {small}.",
            ),
            customer=("[Gut, ich komme dann.|Passt, danke.]",),
        ),
    ),
    notes=(
        "Wohnungsgeber noch telefonisch bestätigen lassen.",
        "Adresse {street} {number} im Register geprüft, passt.",
    ),
    closings=("Die Ummeldung ist eingetragen.", "Erledigt. Willkommen in {district2}!"),
    weight=6,
)

KITA: Final = Topic(
    key="kita",
    team_id=BUERGERBUERO,
    rule="Kita → Bürgerbüro",
    labels=("kita",),
    openings=(
        "Wir suchen [ab {month}|zum Sommer] einen Kita-Platz in {district}. [Wie melden wir an?|Gibt es noch freie Plätze?]",
        "Der Beitragsbescheid der Kita stimmt nicht, [wir haben {small} Kinder|das Einkommen ist falsch].",
        "[Kann mein Kind|Kann unser Sohn] auch [nachmittags|bis 16 Uhr] betreut werden?",
    ),
    exchanges=(
        Exchange(
            agent=("Wann ist Ihr Kind geboren, und welcher Stadtteil wäre Ihnen recht?",),
            customer=(
                "Im {month}, und {district} oder {district2} wären gut.",
                "[Geboren im {month}|{small} Jahre alt], am liebsten {district}.",
            ),
        ),
        Exchange(
            agent=(
                "In {district} stehen Sie auf Platz {small} der Liste. In {district2} wäre sofort etwas frei.",
                "Für die Neuberechnung brauchen wir den letzten Steuerbescheid.",
            ),
            customer=(
                "[Dann nehmen wir {district2}.|Wir würden lieber warten.]",
                "<pdf Steuerbescheid.pdf>Hier.",
            ),
        ),
        Exchange(
            agent=("Ich trage das so ein. Die Leitung ruft [am {weekday}|diese Woche] an.",),
            customer=(
                "[Toll, danke!|Das ist eine große Hilfe 🙏]",
                "Bitte erst nach {hour} Uhr anrufen.",
            ),
        ),
    ),
    notes=("Geschwisterkind, Vorrang prüfen.", "Liste {district}: {small} Familien davor."),
    closings=("Die Anmeldung ist vollständig.", "Der korrigierte Bescheid geht am {weekday} raus."),
    weight=4,
)

PFLEGE: Final = Topic(
    key="pflege",
    team_id=BUERGERBUERO,
    rule="Soziales → Bürgerbüro",
    labels=("soziales", "unterlagen"),
    openings=(
        "Meine Mutter braucht nach dem Krankenhaus [Hilfe zu Hause|einen Pflegedienst]. [Wo fangen wir an?|Wer berät uns?]",
        "Ich möchte einen Schwerbehindertenausweis [beantragen|verlängern]. [Geht das hier?|Welche Arztbriefe brauchen Sie?]",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Dafür ist ein Gespräch am Pflegestützpunkt sinnvoll. [{weekday} um {hour} Uhr?|Passt {weekday}?]",
                "Bitte senden Sie keine Arztbriefe über den Messenger. [Der Upload im Portal ist sicherer.|Ich schicke Ihnen den Weg dorthin.]",
            ),
            customer=(
                "[Ja, das passt.|Lieber am {weekday2}.]",
                "[Gut, ich nutze das Portal.|Kann ich die Unterlagen auch bringen?]",
            ),
        ),
        Exchange(
            agent=("Bringen Sie bitte den Bescheid der Kasse mit, falls schon vorhanden.",),
            customer=("[Den haben wir noch nicht.|Der kommt hoffentlich diese Woche.|Habe ich.]",),
        ),
    ),
    notes=(
        "Besonders schützenswert: nur im Portal weiter.",
        "Termin Pflegestützpunkt {weekday} {hour} Uhr bestätigt.",
    ),
    closings=("Der Termin steht. Alles Gute für Ihre Familie.",),
    is_art9=True,
    weight=3,
)

HUND: Final = Topic(
    key="hundesteuer",
    team_id=RECHNUNG,
    rule="Steuern → Rechnung",
    labels=("steuern",),
    openings=(
        "Wir haben seit {month} einen Hund. [Wie melde ich ihn an?|Was kostet die Steuer?] 🐶",
        "Unser Hund ist leider [im {month} |]gestorben. Wie melden wir ihn ab?",
        "Ich habe eine Mahnung zur Hundesteuer ({price} €), aber [schon am {past} überwiesen|längst bezahlt].",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Bitte nennen Sie das Kassenzeichen[ vom Bescheid|].",
                "Seit wann [lebt|lebte] der Hund bei Ihnen?",
            ),
            customer=("{ref}", "Seit {month}[, Rasse Mischling|]."),
        ),
        Exchange(
            agent=(
                "Der Betrag von {price} € ist [eingegangen|gutgeschrieben]. Die Mahnung hat sich überschnitten.",
                "Die Abmeldung ist zum {date} vermerkt, zu viel Gezahltes wird erstattet.",
            ),
            customer=(
                "[Muss ich noch etwas tun?|Wie lange dauert die Erstattung?]",
                "Dann kann ich die Mahnung wegwerfen?",
            ),
        ),
        Exchange(
            agent=("Nein, alles erledigt.", "Etwa {small} Wochen."),
            customer=("[Gut.|In Ordnung.|Danke für die Auskunft.]",),
        ),
    ),
    notes=("Zahlung {price} € gefunden, falsches Kassenzeichen.", "Mahngebühr storniert."),
    closings=("Sie bekommen einen neuen Bescheid.", "Dann ist das Konto ausgeglichen."),
    weight=4,
)

SPERRMUELL: Final = Topic(
    key="sperrmuell",
    team_id=BUERGERBUERO,
    rule="Abfall → Bürgerbüro",
    labels=("abfall",),
    openings=(
        "Ich möchte Sperrmüll anmelden: [ein Sofa und {small} Stühle|einen Schrank|eine Matratze und ein Bettgestell].",
        "Die [gelbe|braune|graue] Tonne in der {street} wurde [am {weekday}|gestern] nicht geleert 😠",
        "Wo kann ich [alte Farbe|einen Röhrenfernseher|Bauschutt] abgeben?",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Für {street} ist der nächste Termin [{weekday}, {date}|der {date}]. Soll ich buchen?",
                "Um welche Hausnummer geht es?",
            ),
            customer=(
                "[Ja bitte.|Geht es auch eine Woche später?]",
                "Nummer {number}.",
                "<image Sperrmuell.png>Das alles hier.",
            ),
        ),
        Exchange(
            agent=(
                "Bitte stellen Sie alles bis 6 Uhr an den Gehweg.",
                "Der Wertstoffhof nimmt das [kostenlos|für {small} €] an, bis {hour} Uhr.",
            ),
            customer=("[Alles klar.|Mache ich.|Darf es schon am Vorabend raus?]",),
        ),
    ),
    notes=("Tour {small} hatte einen Ausfall, Nachholung {weekday}.",),
    closings=("Ist gebucht, Auftrag {ref}.", "Die Tonne wird am {weekday} nachgeleert."),
    weight=5,
)

TOPICS: Final = (WOHNGELD, AUSWEIS, UMMELDUNG, KITA, PFLEGE, HUND, SPERRMUELL)
