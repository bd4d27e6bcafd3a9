# SPDX-License-Identifier: Apache-2.0
"""Everything that changes the world, with the side effects of the real server; no HTTP here."""
