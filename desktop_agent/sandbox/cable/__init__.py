# SPDX-License-Identifier: Apache-2.0
"""Action Cable over WebSocket; holds no tickets."""
