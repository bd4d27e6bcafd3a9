@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Sets everything up and runs what CI runs: lint, types, import rules, translations, all tests.
setlocal
cd /d "%~dp0"
call scripts\setup.cmd requirements-dev.lock offscreen || exit /b 1
.venv\Scripts\python.exe -m scripts.check %*
