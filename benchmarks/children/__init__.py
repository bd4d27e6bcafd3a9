# SPDX-License-Identifier: Apache-2.0
"""Programs that are measured in a process of their own. They print JSON lines, nothing else."""
