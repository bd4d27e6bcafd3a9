# SPDX-License-Identifier: Apache-2.0
"""Qt models, delegates, views and dialogs; sees the domain and the bridge only."""
