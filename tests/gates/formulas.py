"""Texts that a spreadsheet would run, link or take for something else: 83 of them; and six that look like it and must stay as they are."""

from __future__ import annotations

_CALLS = (
    "1+1", "SUM(A1:A9)", "HYPERLINK(\"http://127.0.0.1:9/x\",\"click\")", "WEBSERVICE(\"http://127.0.0.1:9/x\")",
    "IMPORTXML(\"http://127.0.0.1:9/x\",\"//a\")",
    "IMPORTDATA(\"http://127.0.0.1:9/x\")", "IMAGE(\"http://127.0.0.1:9/x.png\")", "cmd|' /C calc'!A0", "DDE(\"cmd\";\"/C calc\";\"x\")",
    "MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe'!''", "rundll32|'URL.dll,OpenURL calc.exe'!A", "INDIRECT(\"A1\")",
    "'file:///etc/passwd'#$passwd.A1", "EXEC(\"calc\")", "REGISTER(\"urlmon\",\"URLDownloadToFileA\")", "FILTERXML(\"<a/>\",\"//a\")",
    "RTD(\"x\",,\"y\")", "CALL(\"Kernel32\",\"WinExec\",\"JC\",\"calc\",1)", "1/0", "NOW()",
)  # fmt: skip
RUN = (
    *(f"={call}" for call in _CALLS),
    *(f"+{call}" for call in _CALLS[:16]),
    *(f"-{call}" for call in _CALLS[:16]),
    *(f"@{call}" for call in _CALLS[:12]),
    *(f"\t={call}" for call in _CALLS[:4]),
    *(f"\r={call}" for call in _CALLS[:4]),
    "==1+1", "'=1+1", "''=1+1", "=\n1+1", " =1+1", "+-+1", "-@x", "=", "=A1&B1", "@", "+441632960000",
)  # fmt: skip
HARMLESS = ("+", "-", "O'Neill", "a=b", "1-2", "5")
"""Kumu's lone signs among them."""
