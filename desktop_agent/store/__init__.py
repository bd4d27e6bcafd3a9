# SPDX-License-Identifier: Apache-2.0
"""The two encrypted files of a profile; knows neither server nor window (architecture §4)."""
