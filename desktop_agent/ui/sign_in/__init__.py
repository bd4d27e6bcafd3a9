# SPDX-License-Identifier: Apache-2.0
"""The sign-in screen; sends credentials once and keeps none."""
