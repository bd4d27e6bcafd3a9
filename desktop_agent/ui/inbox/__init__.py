# SPDX-License-Identifier: Apache-2.0
"""The ticket list column: views, search, filters and rows; knows the bridge, never the engine."""
