# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the sandbox; each module holds one area."""
