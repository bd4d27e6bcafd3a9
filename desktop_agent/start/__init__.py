# SPDX-License-Identifier: Apache-2.0
"""Parts of the composition root: how the program comes up and goes down. No product rules."""
