# SPDX-License-Identifier: Apache-2.0
"""The Chatwoot 4.x backend. Importing it loads the network libraries: do so after first paint."""

from desktop_agent.provider.chatwoot.provider import ChatwootProvider

__all__ = ["ChatwootProvider"]
