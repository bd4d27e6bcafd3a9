# SPDX-License-Identifier: Apache-2.0
"""Colours, sizes and style sheet: one place that feeds both QSS and delegates."""
