# SPDX-License-Identifier: Apache-2.0
"""The texts and files of simulated conversations; knows no world state."""
