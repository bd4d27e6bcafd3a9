# SPDX-License-Identifier: Apache-2.0
"""Database keys in the system's keyring and the profiles they belong to (architecture §9)."""
