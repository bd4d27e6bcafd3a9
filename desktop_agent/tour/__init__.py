# SPDX-License-Identifier: Apache-2.0
"""The tour: a scripted, real session through the actual window. Never part of normal work."""
