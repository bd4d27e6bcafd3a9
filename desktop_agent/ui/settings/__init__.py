# SPDX-License-Identifier: Apache-2.0
"""The settings page: what a person may choose, and what IT has set."""
