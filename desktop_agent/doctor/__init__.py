# SPDX-License-Identifier: Apache-2.0
"""`desktop-agent doctor`: tries what the program needs and says what fails. Changes nothing."""
