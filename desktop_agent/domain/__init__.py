# SPDX-License-Identifier: Apache-2.0
"""The product's words and rules: values, state tables and pure decisions; no I/O, no clock."""
