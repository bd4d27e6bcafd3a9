# SPDX-License-Identifier: Apache-2.0
"""The conversation column: header, banner, transcript; knows the bridge, never the engine."""
