# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a sentence stays on one line, so that it can be read and found
"""Sentences that belong to no topic: greetings, consent, thanks, reminders, per language."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.corpus.topic import Phrases

GERMAN: Final = Phrases(
    hello=(
        "[Guten Tag|Hallo|Guten Morgen|Moin|Schönen guten Tag|Hallo zusammen]",
        "[Hallo, ist da jemand?|Guten Tag, bin ich hier richtig?|Hallo! 👋]",
    ),
    bot_greeting=(
        "Willkommen bei der Stadt Lindenau. Ich bin der digitale Assistent. "
        "[Worum geht es?|Bitte schreiben Sie kurz, worum es geht.|Wie kann ich helfen?]",
        "Guten Tag, hier antwortet der digitale Assistent. "
        "[Ich leite Ihr Anliegen an die richtige Stelle weiter.|Ich nehme Ihr Anliegen auf.]",
    ),
    bot_question=(
        "Bevor es weitergeht: Dürfen wir Ihr Anliegen über diesen Messenger bearbeiten? "
        "Datenschutzhinweis Version 4: https://lindenau.example/datenschutz – "
        "bitte mit [Ja|JA oder NEIN|Ja oder Nein] antworten.",
    ),
    consent_yes=("Ja", "ja", "Ja, gern", "Ja bitte", "JA", "Ja, einverstanden", "ja passt 👍"),
    thanks=(
        "[Vielen Dank|Danke schön|Super, danke|Besten Dank|Danke für die schnelle Hilfe]"
        "[!|.| 🙏| 😊|, schönen Tag noch!|, das hilft mir sehr.]",
        "[Alles klar|Perfekt|Prima|Das hat geklappt|Wunderbar], [danke|vielen Dank|danke Ihnen]!",
        "[Ok danke|Okay, danke|👍|👍 danke|Dankeschön]",
    ),
    nudges=(
        "[Gibt es schon etwas Neues|Haben Sie schon eine Antwort|Wie ist denn der Stand"
        "|Können Sie schon etwas sagen][?| zu {matter}?| in meiner Sache?]",
        "[Hallo, ich|Ich] warte noch auf [eine Antwort|Rückmeldung|eine Rückmeldung zu {matter}][.| 🙂|, danke.]",
        "[Ist meine Nachricht angekommen?|Haben Sie meine Nachricht gesehen?|Können Sie bitte kurz schauen?]",
        "[Mir fällt noch ein|Noch eine Frage|Nachtrag]: [Brauchen Sie mein Aktenzeichen {ref}?"
        "|Bis wann ist das ungefähr fertig?|Kann das auch jemand anders für mich abholen?]",
    ),
    small_answers=(
        "[Ja, mache ich|Mache ich gleich|Kommt gleich|Moment, ich schaue nach|Einen Moment bitte].",
        "[Ok|Okay|Gut|In Ordnung|Verstanden][.|, danke.| 👍]",
        "[Das wusste ich nicht|Ach so|Ah, verstehe], [danke|gut zu wissen|dann mache ich das].",
        "[Die Nummer ist {ref}.|{ref} steht oben rechts.|Meinen Sie {ref}?]",
    ),
    agent_wait=(
        "[Einen Moment bitte|Ich schaue kurz nach|Ich frage kurz nach]"
        "[.|, ich melde mich gleich.|, dauert nur ein paar Minuten.]",
        "Ich habe [das|Ihr Anliegen] an [die Fachstelle|die zuständige Kollegin|die Sachbearbeitung] "
        "weitergegeben und melde mich [heute noch|bis {weekday}|sobald ich mehr weiß].",
    ),
)

ENGLISH: Final = Phrases(
    hello=("[Hello|Hi there|Good morning|Good afternoon|Hi]",),
    bot_greeting=(
        "Welcome to the City of Lindenau. I am the digital assistant. [How can I help?|What is it about?]",
    ),
    bot_question=(
        "Before we go on: may we handle your request in this messenger? Privacy notice version 4: "
        "https://lindenau.example/datenschutz – please answer YES or NO.",
    ),
    consent_yes=("Yes", "yes please", "YES", "Yes, that is fine"),
    thanks=("[Thank you|Thanks a lot|Great, thanks|Perfect, thank you][!|.| 🙏]",),
    nudges=(
        "[Any news|Is there any update][?| on {matter}?]",
        "[Sorry to ask again|Just checking], [did you receive my message?|is {ref} the right number?]",
    ),
    small_answers=("[Okay|Sure|Got it|I will do that][.|, thanks.]", "The number is {ref}."),
    agent_wait=("[One moment please|Let me check][.|, I will be right back.]",),
)

TURKISH: Final = Phrases(
    hello=("[Merhaba|İyi günler|Günaydın|Selam]",),
    bot_greeting=("Lindenau Belediyesine hoş geldiniz. Ben dijital asistanım. Konu nedir?",),
    bot_question=(
        "Devam etmeden önce: Talebinizi bu mesajlaşma üzerinden işleyebilir miyiz? Gizlilik bildirimi "
        "sürüm 4: https://lindenau.example/datenschutz – lütfen EVET veya HAYIR yazın.",
    ),
    consent_yes=("Evet", "evet", "Evet, olur"),
    thanks=("[Çok teşekkürler|Teşekkür ederim|Sağ olun][!|.| 🙏]",),
    nudges=("[Bir gelişme var mı?|Mesajımı gördünüz mü?|{matter} için bekliyorum.]",),
    small_answers=("[Tamam|Peki|Olur][.|, teşekkürler.]", "Numara {ref}."),
    agent_wait=("[Bir dakika lütfen|Hemen bakıyorum].",),
)

ARABIC: Final = Phrases(
    hello=("[مرحبا|السلام عليكم|صباح الخير|مساء الخير]",),
    bot_greeting=("مرحباً بكم في مدينة لينديناو. أنا المساعد الرقمي. ما هو موضوعكم؟",),
    bot_question=(
        "قبل المتابعة: هل يمكننا معالجة طلبكم عبر هذا التطبيق؟ إشعار الخصوصية رقم 4: "
        "https://lindenau.example/datenschutz – الرجاء الإجابة بنعم أو لا.",
    ),
    consent_yes=("نعم", "نعم، موافق"),
    thanks=("[شكراً جزيلاً|شكراً لكم|ألف شكر][.| 🙏| على المساعدة]",),
    nudges=("[هل هناك أي جديد؟|هل وصلت رسالتي؟|ما زلت أنتظر الرد.]",),
    small_answers=("[حسناً|تمام|نعم][.|، شكراً.]", "الرقم هو {ref}."),
    agent_wait=("[لحظة من فضلك|سأتحقق من ذلك].",),
)

PHRASES: Final = {"de": GERMAN, "en": ENGLISH, "tr": TURKISH, "ar": ARABIC}
