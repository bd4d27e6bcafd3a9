# SPDX-License-Identifier: Apache-2.0
"""Commands for developers; nothing here is part of the product."""
