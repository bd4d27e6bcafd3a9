@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Shared by demo.cmd and check.cmd: finds a Python that will do and hands over.
set PYTHONHOME=
set PYTHONPATH=
set PYTHONDONTWRITEBYTECODE=
set PYTHONOPTIMIZE=
for %%P in ("%PYTHON%" "py -3.13" "py -3.12" "py -3.11" "py -3" "python" "python3") do (
    if not "%%~P" == "" (
        %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && (
            %%~P scripts\setup_environment.py --lock %1 --platform %2
            exit /b
        )
    )
)
echo.
echo error: Python 3.11 or newer is needed and was not found. 1>&2
echo Install it with:  winget install Python.Python.3.13 1>&2
exit /b 1
