@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Sets everything up and starts the program against the built-in sandbox, in training mode.
setlocal
cd /d "%~dp0"
call scripts\setup.cmd requirements.lock display || exit /b 1
.venv\Scripts\python.exe -m desktop_agent --demo %*
