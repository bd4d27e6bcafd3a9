# SPDX-License-Identifier: Apache-2.0
"""Measures the program against what the machine could do at best; prints medians and ratios."""
