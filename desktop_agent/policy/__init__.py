# SPDX-License-Identifier: Apache-2.0
"""What IT decided for a machine and a person for a profile, merged and typed."""
