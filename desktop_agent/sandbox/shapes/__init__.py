# SPDX-License-Identifier: Apache-2.0
"""Chatwoot's JSON shapes of the simulated account; changes nothing."""
