# SPDX-License-Identifier: Apache-2.0
"""The outbox page: everything the server has not confirmed, with reasons and actions."""
