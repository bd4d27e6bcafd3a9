# SPDX-License-Identifier: Apache-2.0
"""A local server that speaks a subset of Chatwoot 4.10; imports nothing of the product."""
