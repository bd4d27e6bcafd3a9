# SPDX-License-Identifier: Apache-2.0
"""A town's service desk as sample data: colleagues, channels, tickets and their messages.

Values only; times hang on the `now` that is given, so pictures and tests do not drift.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop_agent.domain.directory import (
    Agent,
    Availability,
    Channel,
    ChannelKind,
    Directory,
    Label,
    ProcessingRecord,
    Role,
    Snippet,
    Team,
    Template,
    TemplateCategory,
)
from desktop_agent.domain.ids import (
    AgentId,
    AttachmentId,
    ChannelId,
    CustomerId,
    MessageId,
    TeamId,
    TicketId,
)
from desktop_agent.domain.messages import (
    Attachment,
    AttachmentKind,
    Author,
    AuthorKind,
    Delivery,
    Message,
    MessageKind,
)
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.domain.tickets import (
    Consent,
    ConsentState,
    Customer,
    Owner,
    OwnerKind,
    Preview,
    Priority,
    Ticket,
    TicketFacts,
    TicketStatus,
)

ME = AgentId(1)
MARIE = Owner(OwnerKind.AGENT, ME, "Marie Krüger")
TOMASZ = Owner(OwnerKind.AGENT, AgentId(2), "Tomasz Lind")

SESSION = Session(
    server="https://chat.stadt.example",
    account_id=1,
    account_name="Stadt Beispiel",
    agent_id=ME,
    agent_name="Marie Krüger",
    role=Role.AGENT,
    availability=Availability.ONLINE,
    token=SecretText("sample"),
    feed_token=SecretText("sample"),
    server_version="4.10.1",
)

_DAY = timedelta(hours=24)
WHATSAPP = Channel(ChannelId(1), "WhatsApp Bürgerbüro", ChannelKind.WHATSAPP, _DAY, 4096)
TELEGRAM = Channel(ChannelId(2), "Telegram Termine", ChannelKind.TELEGRAM, None, 4096)
FACEBOOK = Channel(ChannelId(3), "Messenger Stadtwerke", ChannelKind.FACEBOOK, _DAY * 7, 2000)
WEB = Channel(ChannelId(4), "Website-Chat", ChannelKind.WEB)


def make_directory(now: datetime) -> Directory:
    """Colleagues, teams, channels, labels, templates and snippets."""
    return Directory(
        agents=(
            Agent(ME, "Marie Krüger", Role.AGENT, Availability.ONLINE, (TeamId(1), TeamId(2))),
            Agent(AgentId(2), "Tomasz Lind", Role.AGENT, Availability.ONLINE, (TeamId(1),)),
            Agent(AgentId(3), "Sabine Adler", Role.LEAD, Availability.BUSY, (TeamId(1),)),
            Agent(AgentId(4), "Jan Okonkwo", Role.AGENT, Availability.OFFLINE, (TeamId(4),)),
        ),
        teams=(
            Team(TeamId(1), "Bürgerbüro"),
            Team(TeamId(2), "Störung"),
            Team(TeamId(3), "Termine"),
            Team(TeamId(4), "Rechnung"),
        ),
        channels=(WHATSAPP, TELEGRAM, FACEBOOK, WEB),
        labels=(Label("Wohngeld", "#0f6b63"), Label("Unterlagen"), Label("Eilig", "#ad2018")),
        templates=(
            Template(
                WHATSAPP.id,
                "rueckfrage_unterlagen",
                "de",
                TemplateCategory.UTILITY,
                "Guten Tag {{name}}, zu Ihrem Anliegen {{thema}} haben wir noch eine Frage. "
                "Antworten Sie gern hier.",
                True,
                ("name", "thema"),
            ),
            Template(
                WHATSAPP.id,
                "sommeraktion",
                "de",
                TemplateCategory.MARKETING,
                "Unsere Sommeraktion beginnt.",
                True,
            ),
        ),
        snippets=(
            Snippet("bescheid", "Vielen Dank, der Bescheid ist bei uns eingegangen."),
            Snippet("gruss", "Freundliche Grüße\nMarie Krüger"),
            Snippet("termin", "Ihr Termin ist am {{datum}} um {{uhrzeit}} Uhr."),
        ),
        processing={
            WHATSAPP.id: ProcessingRecord(
                provider="Beispiel Messaging GmbH",
                region="EU",
                contract_on=(now - timedelta(days=254)).date(),
                transfer_basis="EU-US Data Privacy Framework, Standardvertragsklauseln",
                sub_processors=4,
                privacy_notice="https://stadt.example/datenschutz",
            )
        },
    )


@dataclass(slots=True)
class Story:
    """One ticket and its messages; later parts of a test write on."""

    ticket: Ticket
    messages: list[Message] = field(default_factory=list)


class StoryTeller:
    """Builds stories with growing message ids."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._next_message = 9000
        self.stories: dict[TicketId, Story] = {}

    def ticket(
        self,
        number: int,
        name: str,
        channel: Channel,
        team: int,
        *,
        owner: Owner | None = MARIE,
        ago: timedelta,
        inbound_ago: timedelta | None = None,
        unread: int = 0,
        consent: ConsentState = ConsentState.CONFIRMED,
        status: TicketStatus = TicketStatus.OPEN,
        priority: Priority = Priority.NONE,
        labels: tuple[str, ...] = (),
        mask: str = "…304015",
    ) -> Story:
        """Add a ticket without messages."""
        at = self._now - ago
        inbound_at = self._now - (inbound_ago or ago)
        facts = TicketFacts(
            consent=Consent(
                consent,
                source="widget_chip",
                notice="v4",
                declared_at=at - timedelta(hours=2),
                confirmed_at=at - timedelta(hours=2) if consent is ConsentState.CONFIRMED else None,
                link="token",
            ),
            legal_basis="Art. 6 (1) e",
            routing_rule="Wohngeld → Bürgerbüro",
            routed_at=at - timedelta(minutes=40),
            customer_since_at=self._now - timedelta(days=254),
            earlier_tickets=4,
        )
        ticket = Ticket(
            id=TicketId(number),
            channel_id=channel.id,
            status=status,
            customer=Customer(CustomerId(number), name, mask),
            version=at.timestamp(),
            created_at=at - timedelta(hours=3),
            last_activity_at=at,
            priority=priority,
            owner=owner,
            team_id=TeamId(team),
            labels=labels,
            waiting_since_at=at if unread else None,
            unread=unread,
            last_inbound_at=inbound_at,
            facts=facts,
        )
        story = self.stories[ticket.id] = Story(ticket)
        return story

    def say(
        self,
        story: Story,
        kind: MessageKind,
        text: str,
        ago: timedelta,
        author: Author,
        *,
        delivery: Delivery = Delivery.READ,
        attachments: tuple[Attachment, ...] = (),
    ) -> Message:
        """Append a message."""
        self._next_message += 1
        message = Message(
            id=MessageId(self._next_message),
            ticket_id=story.ticket.id,
            kind=kind,
            author=author,
            text=text,
            created_at=self._now - ago,
            delivery=delivery,
            attachments=attachments,
        )
        story.messages.append(message)
        return message


def customer(story: Story) -> Author:
    """The customer of a story as an author."""
    return Author(AuthorKind.CUSTOMER, story.ticket.customer.id, story.ticket.customer.name)


def agent(owner: Owner) -> Author:
    """A colleague as an author."""
    return Author(AuthorKind.AGENT, owner.id, owner.name)


def preview_of(message: Message) -> Preview:
    """The list's line for a message."""
    kind = message.attachments[0].kind.value if message.attachments else ""
    return Preview(
        message_id=message.id,
        kind=message.kind.value,
        author=message.author.kind.value,
        author_name=message.author.name,
        text=message.text,
        attachment_kind=kind,
        at=message.created_at,
    )


def make_stories(now: datetime) -> dict[TicketId, Story]:
    """Eight tickets that show every mark a row can have, and one long conversation."""
    t = StoryTeller(now)
    m, h = timedelta(minutes=1), timedelta(hours=1)
    inbound, outbound, note = MessageKind.INBOUND, MessageKind.OUTBOUND, MessageKind.NOTE

    ayse = t.ticket(
        4711,
        "Ayşe Demir",
        WHATSAPP,
        1,
        ago=2 * m,
        inbound_ago=22 * h + 42 * m,
        unread=2,
        labels=("Wohngeld", "Unterlagen"),
    )
    bot = Author(AuthorKind.BOT, 90, "Anliegen")
    t.say(ayse, outbound, "Worum geht es? Bitte antworten Sie mit einem Stichwort.", 43 * m, bot)
    t.say(
        ayse,
        inbound,
        "Guten Morgen, ich wollte wegen meines *Wohngeld-Antrags* nachfragen.",
        40 * m,
        customer(ayse),
    )
    t.say(
        ayse,
        outbound,
        "Guten Morgen Frau Demir, gern. Uns fehlt noch der Einkommensbescheid. "
        "Können Sie ein Foto oder PDF schicken?",
        35 * m,
        agent(MARIE),
    )
    t.say(ayse, note, "Akte liegt bei mir, Frist ist der 30.11.", 29 * m, agent(TOMASZ))
    pdf = Attachment(
        id=AttachmentId(1), kind=AttachmentKind.FILE, name="Bescheid_2026.pdf", size=412_000
    )
    t.say(ayse, inbound, "", 3 * m, customer(ayse), attachments=(pdf,))
    t.say(ayse, inbound, "Anbei der Bescheid. Reicht das so?", 2 * m, customer(ayse))

    jonas = t.ticket(
        4702, "Jonas Weber", WHATSAPP, 2, ago=13 * m, inbound_ago=23 * h + 38 * m, unread=1
    )
    t.say(jonas, inbound, "Wann kommt denn nun der Techniker?", 13 * m, customer(jonas))

    masked = t.ticket(4698, "", TELEGRAM, 3, owner=None, ago=27 * m, mask="…7f3a91")
    t.say(masked, outbound, "Der Termin ist bestätigt.", 27 * m, agent(MARIE))

    family = t.ticket(
        4695,
        "Familie Schröder-Okafor",
        WHATSAPP,
        1,
        owner=None,
        ago=46 * m,
        consent=ConsentState.ASKED,
    )
    t.say(family, inbound, "Ja", 46 * m, customer(family))

    lea = t.ticket(4690, "Lea Brandt", WEB, 4, ago=64 * m, priority=Priority.URGENT)
    voice = Attachment(id=AttachmentId(2), kind=AttachmentKind.AUDIO, name="voice.ogg", size=64_000)
    t.say(lea, inbound, "", 64 * m, customer(lea), attachments=(voice,))

    piotr = t.ticket(4688, "Piotr Nowak", FACEBOOK, 4, ago=92 * m)
    t.say(piotr, inbound, "Danke, das hat geklappt!", 92 * m, customer(piotr))

    vogt = t.ticket(4650, "Hannelore Vogt", WHATSAPP, 2, ago=20 * h, inbound_ago=27 * h)
    t.say(vogt, inbound, "Der Zähler zeigt nichts mehr an.", 27 * h, customer(vogt))
    t.say(
        vogt,
        outbound,
        "Bitte senden Sie uns die Zählernummer, sie steht auf dem Gerät.",
        20 * h,
        agent(MARIE),
    )

    maryam = t.ticket(4644, "مريم حداد", WHATSAPP, 1, ago=19 * h)
    t.say(maryam, inbound, "شكراً جزيلاً على المساعدة", 19 * h, customer(maryam))

    held = t.ticket(4630, "Otto Ahlers", WHATSAPP, 1, owner=TOMASZ, ago=30 * h, inbound_ago=31 * h)
    t.say(held, inbound, "Haben Sie samstags geöffnet?", 31 * h, customer(held))
    asleep = t.ticket(4600, "Nadja Petrović", WHATSAPP, 1, ago=50 * h, status=TicketStatus.SNOOZED)
    t.say(asleep, inbound, "Ich melde mich nächste Woche.", 50 * h, customer(asleep))
    done = t.ticket(4500, "Karl Bauer", TELEGRAM, 3, ago=80 * h, status=TicketStatus.CLOSED)
    t.say(done, inbound, "Alles erledigt, danke.", 80 * h, customer(done))
    return t.stories
