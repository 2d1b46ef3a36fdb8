@echo off
rem Starts sysmap from the wheels beside this file: makes a virtual environment here once, and opens the start page.
setlocal
set "HERE=%~dp0"
set "ENV=%HERE%.started"
if not exist "%HERE%maps" mkdir "%HERE%maps"
rem A whole installation has this stamp; half of one is made again.
if exist "%ENV%\sysmap-@VERSION@" goto start
set "FOUND="
for %%V in (@PYTHONS@) do (
  if not defined FOUND py -%%V -c "import venv" >nul 2>&1 && set "FOUND=py -%%V"
)
if not defined FOUND for %%V in (@PYTHONS@) do (
  if not defined FOUND python -c "import sys, venv; sys.exit('%%d.%%d' %% sys.version_info[:2] != '%%V')" >nul 2>&1 && set "FOUND=python"
)
if not defined FOUND (
  echo sysmap needs Python, one of: @PYTHONS@. None was found here.
  echo Get it from the Microsoft Store or from https://www.python.org/downloads/ - no administrator rights are needed.
  echo Then start this again.
  pause
  exit /b 1
)
echo Getting ready, once. This takes a minute or two ...
if exist "%ENV%" rmdir /s /q "%ENV%"
%FOUND% -m venv "%ENV%" || goto failed
"%ENV%\Scripts\python.exe" -m pip --disable-pip-version-check install --quiet --no-index --find-links "%HERE%wheels" "sysmap==@VERSION@" || goto failed
type nul > "%ENV%\sysmap-@VERSION@"
:start
cd /d "%HERE%maps"
rem Kept here and not in a folder of one's own elsewhere, so that all of it can be taken along.
if not defined SYSMAP_STORE set "SYSMAP_STORE=sqlite:///sysmap.db"
if "%~1"=="" ("%ENV%\Scripts\sysmap.exe" start) else ("%ENV%\Scripts\sysmap.exe" %*)
if errorlevel 1 pause
exit /b
:failed
echo It could not be made ready. Unpack the zip again, all of it, and start once more.
pause
exit /b 1
