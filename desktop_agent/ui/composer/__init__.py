# SPDX-License-Identifier: Apache-2.0
"""Where an agent writes: replies, notes, templates, snippets. Sends nothing by itself."""
