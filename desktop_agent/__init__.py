# SPDX-License-Identifier: Apache-2.0
"""Desktop Agent: a desktop client for messenger tickets that a server routes to service agents."""

__version__ = "0.1.0"
