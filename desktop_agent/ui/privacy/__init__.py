# SPDX-License-Identifier: Apache-2.0
"""The data-protection page: where data flows and what this device holds, without invented facts."""
