# SPDX-License-Identifier: Apache-2.0
"""Simulated customers and colleagues; act only through the world's own operations."""
