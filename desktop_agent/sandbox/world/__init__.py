# SPDX-License-Identifier: Apache-2.0
"""The simulated account: tickets, messages and people; knows no HTTP and no sockets."""
