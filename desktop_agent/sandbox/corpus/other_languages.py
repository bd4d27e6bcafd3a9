# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a sentence stays on one line, so that it can be read and found
"""Conversations in English, Turkish and Arabic; fictional, holds texts only."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.corpus.topic import BUERGERBUERO, RECHNUNG, STOERUNG, Exchange, Topic

REGISTRATION_EN: Final = Topic(
    key="registration-en",
    team_id=BUERGERBUERO,
    rule="Meldewesen → Bürgerbüro",
    labels=("meldewesen", "englisch"),
    language="en",
    openings=(
        "I moved to {street} [last week|on {past}]. [How do I register?|Do I need an appointment?]",
        "[Could you tell me|I would like to know] which documents I need for [the registration|a residence certificate].",
    ),
    exchanges=(
        Exchange(
            agent=(
                "Please bring your passport and the landlord's confirmation. [Would {hour}:00 suit you?|]",
            ),
            customer=(
                "<image Passport_cover.png>Is this page enough?",
                "[That works for me.|Can my husband come instead?]",
            ),
        ),
        Exchange(
            agent=("Yes. Your appointment is at {hour}:00, counter {small}.",),
            customer=("[Perfect.|Wonderful, see you then.]", "Do I have to pay in cash?"),
        ),
    ),
    notes=("Spricht nur Englisch, Schalter {small} kann helfen.",),
    closings=("You are registered now. Welcome to Lindenau!",),
    weight=2,
)

BILL_EN: Final = Topic(
    key="bill-en",
    team_id=RECHNUNG,
    rule="Rechnung → Rechnung",
    labels=("rechnung", "englisch"),
    language="en",
    openings=(
        "My bill {ref} looks wrong, {price} € is [far too much|twice the usual amount].",
        "There is no hot water [since this morning|again] and the invoice still came.",
    ),
    exchanges=(
        Exchange(
            agent=("Could you send me the meter reading, please?",),
            customer=("It says {meter}.", "<image Meter.png>"),
        ),
        Exchange(
            agent=("The estimate was too high. The new amount is {price} €.",),
            customer=("[Much better.|That makes sense, thanks.]",),
        ),
    ),
    notes=("Rechnung {ref} war geschätzt.",),
    closings=("The corrected bill is on its way.",),
    legal_basis="art6_1_b",
    weight=2,
)

RANDEVU_TR: Final = Topic(
    key="randevu-tr",
    team_id=BUERGERBUERO,
    rule="Ausweis → Bürgerbüro",
    labels=("termin", "tuerkisch"),
    language="tr",
    openings=(
        "Pasaport için randevu almak istiyorum. [Ne zaman boş yer var?|Hangi belgeler gerekli?]",
        "[Kira yardımı|Çocuk parası] başvurum {ref} ne durumda?",
    ),
    exchanges=(
        Exchange(
            agent=("Saat {hour}:00 uygun mu? Lütfen biyometrik fotoğraf getirin.",),
            customer=(
                "[Evet, uygun.|Öğleden sonra olur mu?]",
                "<image Foto.png>Bu fotoğraf olur mu?",
            ),
        ),
        Exchange(
            agent=("Randevunuz kaydedildi, {small} numaralı gişe.",),
            customer=("[Tamam, geliyorum.|Çok iyi 👍]",),
        ),
    ),
    notes=("Türkischsprachig, Kollegin am Schalter {small} übersetzt.",),
    closings=("İşleminiz tamamlandı.",),
    weight=2,
)

BELEGE_AR: Final = Topic(
    key="documents-ar",
    team_id=BUERGERBUERO,
    rule="Wohngeld → Bürgerbüro",
    labels=("wohngeld", "arabisch"),
    language="ar",
    openings=(
        "أريد أن أسأل عن طلب بدل السكن رقم {ref}.",
        "[ما هي الأوراق المطلوبة|أين أرسل الأوراق] لتسجيل العنوان الجديد؟",
    ),
    exchanges=(
        Exchange(
            agent=("نحتاج إلى عقد الإيجار. هل يمكنكم إرسال صورة؟",),
            customer=("<image Vertrag.png>هل هذا يكفي؟", "سأرسله اليوم مساءً."),
        ),
        Exchange(agent=("شكراً، اكتملت الأوراق.",), customer=("[متى يصل القرار؟|ممتاز، شكراً.]",)),
    ),
    notes=("Arabischsprachig, Dolmetschdienst am {weekday} im Haus.",),
    closings=("تم إنجاز طلبكم.",),
    weight=2,
)

TECHNIK_TR: Final = Topic(
    key="ariza-tr",
    team_id=STOERUNG,
    rule="Störung → Technik",
    labels=("stoerung", "tuerkisch"),
    language="tr",
    openings=(
        "{street} {number} adresinde elektrik yok.",
        "Kalorifer çalışmıyor, [çok soğuk|sabahtan beri böyle].",
    ),
    exchanges=(
        Exchange(
            agent=("Teknisyen saat {hour}:00 civarında geliyor. Evde misiniz?",),
            customer=("[Evet, evdeyim.|Lütfen {number} numaranın ziline basın.]", "<voice 14>"),
        ),
    ),
    notes=("Techniker spricht Türkisch, {hour} Uhr.",),
    closings=("Arıza giderildi.",),
    legal_basis="art6_1_b",
    weight=1,
)

TOPICS: Final = (REGISTRATION_EN, BILL_EN, RANDEVU_TR, BELEGE_AR, TECHNIK_TR)
