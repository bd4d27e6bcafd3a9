@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Sets everything up and starts the program against the built-in sandbox, in training mode.
setlocal
pushd "%~dp0"
call scripts\setup.cmd requirements.lock display || (popd & exit /b 1)
popd
"%~dp0.venv\Scripts\python.exe" -m desktop_agent --demo %*
