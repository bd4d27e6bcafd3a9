# SPDX-License-Identifier: Apache-2.0
"""The engine: change feed, live events, outbox and reconciliation. Knows no Qt, SQL or HTTP."""
