# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a sentence stays on one line, so that it can be read and found
"""The hand-written tickets a first-time user meets; fictional, times are minutes before start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from desktop_agent.sandbox.corpus.topic import BUERGERBUERO, RECHNUNG, STOERUNG

Author = Literal["customer", "agent", "note", "bot", "activity"]


@dataclass(frozen=True, slots=True)
class Line:
    """One message; `agent_id` is the writer of agent lines and notes."""

    minutes_ago: float
    author: Author
    text: str
    agent_id: int = 0


@dataclass(frozen=True, slots=True)
class CastTicket:
    """One hand-written ticket. `name` "" = a customer without a profile name."""

    key: str
    name: str
    inbox_id: int
    team_id: int
    assignee_id: int
    rule: str
    lines: tuple[Line, ...]
    labels: tuple[str, ...] = ()
    language: str = "de"
    consent: str = "confirmed"
    consent_source: str = "widget_chip"
    status: str = "open"
    snoozed_for_min: int | None = None
    legal_basis: str = "art6_1_e"
    customer_since_days: int = 254
    earlier_tickets: int = 0
    is_seen: bool = False
    priority: int = 0
    attributes: dict[str, object] = field(default_factory=dict)


_HANDOVER: Final = "Bot „Anliegen“ hat übergeben · Regel „{}“"
_M: Final = 1
_T: Final = 2
_S: Final = 3
_WINDOW_MIN: Final = 24 * 60

AYSE: Final = CastTicket(
    key="ayse",
    name="Ayşe Demir",
    inbox_id=1,
    team_id=BUERGERBUERO,
    assignee_id=_M,
    rule="Wohngeld → Bürgerbüro",
    labels=("wohngeld", "unterlagen"),
    earlier_tickets=3,
    lines=(
        Line(1368, "customer", "Guten Tag, ich habe eine Frage zum Wohngeld."),
        Line(
            1367.5,
            "bot",
            "Willkommen bei der Stadt Lindenau. Ich bin der digitale Assistent. Worum geht es?",
        ),
        Line(1366, "customer", "Um meinen Antrag vom letzten Monat, Zeichen WG-2026-1184."),
        Line(1365.8, "activity", _HANDOVER.format("Wohngeld → Bürgerbüro")),
        Line(1365, "activity", "Marie Krüger hat sich das Gespräch zugewiesen"),
        Line(
            1363.5,
            "customer",
            "Guten Morgen, ich wollte wegen meines *Wohngeld-Antrags* nachfragen.",
        ),
        Line(
            1358,
            "agent",
            "Guten Morgen Frau Demir, gern. Uns fehlt noch der Einkommensbescheid. Können Sie ein Foto oder PDF schicken?",
            _M,
        ),
        Line(1352, "note", "Akte liegt bei mir, Frist ist der 30.11.", _T),
        Line(1350, "customer", "Den habe ich heute noch nicht, ich frage meinen Arbeitgeber."),
        Line(1346, "agent", "Kein Problem, schicken Sie ihn einfach, sobald er da ist.", _M),
        Line(2.5, "customer", "<pdf Bescheid_2026.pdf:412000>"),
        Line(1.5, "customer", "Anbei der Bescheid. Reicht das so?"),
    ),
)
JONAS: Final = CastTicket(
    key="jonas",
    name="Jonas Weber",
    inbox_id=1,
    team_id=STOERUNG,
    assignee_id=_M,
    rule="Störung → Technik",
    labels=("stoerung", "waerme"),
    legal_basis="art6_1_b",
    priority=3,
    lines=(
        Line(
            _WINDOW_MIN + 190,
            "customer",
            "Die Heizung bleibt kalt, wir haben Fernwärme. Am Wehr 14.",
        ),
        Line(_WINDOW_MIN + 189, "activity", _HANDOVER.format("Störung → Technik")),
        Line(
            _WINDOW_MIN + 180,
            "agent",
            "Guten Tag Herr Weber, ich schicke Ihnen heute noch einen Techniker. Sind Sie bis 18 Uhr da?",
            _M,
        ),
        Line(_WINDOW_MIN + 176, "customer", "Ja, bin zu Hause."),
        Line(_WINDOW_MIN - 22, "customer", "Wann kommt denn nun der Techniker?"),
    ),
)
TELEGRAM_NAMELESS: Final = CastTicket(
    key="nameless",
    name="",
    inbox_id=2,
    team_id=BUERGERBUERO,
    assignee_id=0,
    rule="Ausweis → Bürgerbüro",
    labels=("ausweis", "termin"),
    consent_source="bot_question",
    is_seen=True,
    lines=(
        Line(
            95,
            "customer",
            "Hallo, kann ich morgen um 9 kommen? Es geht um den Reisepass meiner Tochter.",
        ),
        Line(
            94,
            "bot",
            "Guten Tag, hier antwortet der digitale Assistent. Ich leite Ihr Anliegen weiter.",
        ),
        Line(93, "activity", _HANDOVER.format("Ausweis → Bürgerbüro")),
        Line(27, "agent", "Der Termin ist bestätigt.", _T),
    ),
)
SCHROEDER: Final = CastTicket(
    key="schroeder",
    name="Familie Schröder-Okafor",
    inbox_id=1,
    team_id=BUERGERBUERO,
    assignee_id=0,
    rule="Kita → Bürgerbüro",
    labels=("kita",),
    consent="asked",
    consent_source="bot_question",
    customer_since_days=0,
    lines=(
        Line(
            51,
            "customer",
            "Hallo, wir möchten unsere Zwillinge für die Kita in Auental anmelden 👶👶",
        ),
        Line(
            50.6,
            "bot",
            "Bevor es weitergeht: Dürfen wir Ihr Anliegen über diesen Messenger bearbeiten? Datenschutzhinweis Version 4: https://lindenau.example/datenschutz – bitte mit Ja oder Nein antworten.",
        ),
        Line(46, "customer", "Ja"),
    ),
)
LEA: Final = CastTicket(
    key="lea",
    name="Lea Brandt",
    inbox_id=4,
    team_id=RECHNUNG,
    assignee_id=_M,
    rule="Rechnung → Rechnung",
    labels=("rechnung",),
    legal_basis="art6_1_b",
    is_seen=True,
    lines=(
        Line(80, "customer", "Hallo, ich habe eine Frage zu meiner Abschlagsrechnung 24-7719."),
        Line(72, "agent", "Guten Tag Frau Brandt, was genau möchten Sie wissen?", _M),
        Line(64, "customer", "<voice 41>"),
    ),
)
PIOTR: Final = CastTicket(
    key="piotr",
    name="Piotr Nowak",
    inbox_id=3,
    team_id=RECHNUNG,
    assignee_id=_M,
    rule="Bestellung → Rechnung",
    labels=("bestellung",),
    legal_basis="art6_1_b",
    is_seen=True,
    lines=(
        Line(
            140,
            "customer",
            "Dzień dobry, guten Tag! Meine Rechnung für die Gartenbank kam zweimal.",
        ),
        Line(
            131,
            "agent",
            "Guten Tag Herr Nowak, das war ein Fehler von uns. Die zweite ist storniert, hier die Bestätigung.",
            _M,
        ),
        Line(130.5, "agent", "<pdf Stornobestaetigung.pdf>Zweite Rechnung storniert.", _M),
        Line(92, "customer", "Danke, das hat geklappt!"),
    ),
)
HANNELORE: Final = CastTicket(
    key="hannelore",
    name="Hannelore Vogt",
    inbox_id=1,
    team_id=RECHNUNG,
    assignee_id=_M,
    rule="Zähler → Rechnung",
    labels=("zaehler",),
    legal_basis="art6_1_b",
    is_seen=True,
    lines=(
        Line(1710, "customer", "Guten Tag, wohin schicke ich meinen Zählerstand?"),
        Line(1702, "customer", "Es ist der Stromzähler im Keller."),
        Line(
            1580,
            "agent",
            "Bitte senden Sie uns die Zählernummer und ein Foto vom Zählerstand, Frau Vogt.",
            _M,
        ),
    ),
)
MARYAM: Final = CastTicket(
    key="maryam",
    name="مريم حداد",
    inbox_id=1,
    team_id=BUERGERBUERO,
    assignee_id=_M,
    rule="Meldewesen → Bürgerbüro",
    labels=("meldewesen", "arabisch"),
    language="ar",
    is_seen=True,
    lines=(
        Line(1190, "customer", "مرحبا، أريد تسجيل عنواني الجديد في شارع Lindenallee 7"),
        Line(1180, "agent", "أهلاً بك. نحتاج إلى تأكيد من صاحب السكن. هل يمكنك إرسال صورة؟", _M),
        Line(1172, "customer", "<image Bestaetigung_Vermieter.png>هذه هي الورقة"),
        Line(1168, "agent", "شكراً، تم تسجيل العنوان (Aktenzeichen MW-2026-331).", _M),
        Line(1165, "customer", "شكراً جزيلاً على المساعدة"),
    ),
)
EMRE: Final = CastTicket(
    key="emre",
    name="Emre Yalçın",
    inbox_id=1,
    team_id=BUERGERBUERO,
    assignee_id=_M,
    rule="Ausweis → Bürgerbüro",
    labels=("termin", "tuerkisch"),
    language="tr",
    is_seen=True,
    lines=(
        Line(
            300,
            "customer",
            "Merhaba, pasaport için randevu almak istiyorum. Hangi belgeler gerekli?",
        ),
        Line(
            288,
            "agent",
            "Merhaba Emre Bey, eski pasaportunuz ve bir biyometrik fotoğraf yeterli. Perşembe 10:30 uygun mu?",
            _M,
        ),
        Line(281, "customer", "Evet, uygun. Teşekkür ederim 🙏"),
    ),
)
GRACE: Final = CastTicket(
    key="grace",
    name="Grace Whitfield",
    inbox_id=2,
    team_id=BUERGERBUERO,
    assignee_id=_M,
    rule="Meldewesen → Bürgerbüro",
    labels=("meldewesen", "englisch"),
    language="en",
    lines=(
        Line(
            38, "customer", "Hi, I moved to Lindenau last week. How do I register my new address?"
        ),
        Line(
            33, "agent", "Welcome! Please bring your passport and the landlord's confirmation.", _M
        ),
        Line(19, "customer", "Can my husband come alone, or do we both have to be there?"),
    ),
)
REVOKED: Final = CastTicket(
    key="revoked",
    name="Rolf Tiedemann",
    inbox_id=1,
    team_id=RECHNUNG,
    assignee_id=_M,
    rule="Vertrag → Rechnung",
    labels=("vertrag",),
    consent="revoked",
    legal_basis="art6_1_b",
    is_seen=True,
    lines=(
        Line(420, "customer", "Ich ziehe um, wie kündige ich den Strom?"),
        Line(
            411,
            "agent",
            "Guten Tag Herr Tiedemann, bitte die neue Anschrift und den Zählerstand bei Übergabe.",
            _M,
        ),
        Line(402, "customer", "STOP"),
    ),
)
SNOOZED: Final = CastTicket(
    key="snoozed",
    name="Wiebke Oltmanns",
    inbox_id=1,
    team_id=BUERGERBUERO,
    assignee_id=_M,
    rule="Wohngeld → Bürgerbüro",
    labels=("wohngeld",),
    status="snoozed",
    snoozed_for_min=1300,
    is_seen=True,
    lines=(
        Line(600, "customer", "Die Verdienstbescheinigung bekomme ich erst morgen."),
        Line(590, "agent", "Kein Problem, ich lege den Vorgang bis morgen zurück.", _M),
        Line(589, "activity", "Marie Krüger hat das Gespräch zurückgestellt"),
    ),
)

CAST: Final = (
    AYSE, JONAS, TELEGRAM_NAMELESS, SCHROEDER, LEA, PIOTR, HANNELORE, MARYAM, EMRE, GRACE, REVOKED,
    SNOOZED,
)  # fmt: skip
