# SPDX-License-Identifier: Apache-2.0
"""The context column: data protection, customer, labels, responsibility. Invents no facts."""
