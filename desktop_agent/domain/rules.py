# SPDX-License-Identifier: Apache-2.0
"""What the operator decided about service, as one value; `policy` fills it, nobody changes it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from desktop_agent.domain.light_dataclass import dataclass


class ConsentMode(StrEnum):
    """When an answer is allowed (domain-rules §5.2): only after consent, or to any enquiry."""

    STRICT = "strict"
    ENQUIRY = "enquiry"


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """Limits that guard, outbox and engine obey (architecture §7, domain-rules §5)."""

    consent_mode: ConsentMode = ConsentMode.STRICT
    allows_marketing: bool = False
    undo_s: float = 5.0
    stale_after: timedelta = timedelta(minutes=15)
    settle_s: float = 45.0
    """Seconds after which a request that was cut off can no longer take effect (chatwoot §3.7)."""
    read_back_s: float = 1.0
    closed_horizon: timedelta = timedelta(days=30)
    sweep_s: float = 60.0
    ownership_s: float = 240.0
    requires_complete_processing_record: bool = False
    consent_question: str = ""
    """The one text that may go to a customer whose consent is open, word for word
    (domain-rules R27); empty = none is approved."""
