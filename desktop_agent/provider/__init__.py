# SPDX-License-Identifier: Apache-2.0
"""Backends behind one port; the only package that touches the network."""
