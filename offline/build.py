"""Make ``dist/sysmap-VERSION-offline.zip``: unpack it, double-click the start script, and the start page opens.

The packages are the locked ones, with their hashes, as wheels for each system and Python; nothing is built on the machine that starts
it and nothing is fetched there. What the lock says for other systems only (``; sys_platform == 'win32'``) is decided for the system
the bundle is for, not for the one it is made on.

    python -m offline.build --for windows --for linux --python 3.13
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.12", "3.13")
SYSTEMS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "windows": ({"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}, ("win_amd64",)),
    "macos": (
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
        ("macosx_14_0_arm64", "macosx_14_0_universal2"),
    ),
    "linux": (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    ),
}
"""What each system calls itself, and the kinds of wheel it takes."""

WHEN = (1980, 1, 1, 0, 0, 0)
RUNNABLE = frozenset({"start-sysmap.sh", "Start sysmap.command"})


def pins(lock: str) -> Iterator[tuple[str, str | None, str]]:
    """Every pin of a lock: ``name==version``, its marker if it has one, and its hashes as pip reads them."""
    for block in lock.replace("\\\n", " ").splitlines():
        if not block.strip() or block.lstrip().startswith("#"):
            continue
        head, *hashes = block.split(" --hash=")
        named, _, marker = head.partition(";")
        yield named.strip(), marker.strip() or None, "".join(f" --hash={one.strip()}" for one in hashes)


def wanted(lock: str, system: str, python: str) -> str:
    """The lock for one system and Python, without markers."""
    about = {**SYSTEMS[system][0], "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython"}
    return "".join(f"{pin}{hashes}\n" for pin, marker, hashes in pins(lock) if marker is None or Marker(marker).evaluate(about))


def fetch(lock: str, system: str, python: str, wheels: Path) -> None:
    """Bring the wheels for one system and Python. Raises CalledProcessError when one is not to be had."""
    short = python.replace(".", "")
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "wanted.txt"
        listed.write_text(wanted(lock, system, python), encoding="utf-8", newline="\n")
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--require-hashes"]
        command += ["--only-binary", ":all:", "--python-version", python, "--implementation", "cp", "--dest", str(wheels)]
        for abi in (f"cp{short}", "abi3", "none"):
            command += ["--abi", abi]
        for platform in SYSTEMS[system][1]:
            command += ["--platform", platform]
        subprocess.run([*command, "-r", str(listed)], check=True)


def our_wheel(wheels: Path) -> None:
    """Build sysmap itself, with the build tools that are installed already."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(wheels), str(ROOT)], check=True)


def parts(wheels: Path, version: str, pythons: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Everything in the zip, by its place: the start scripts with the line ends of their systems, and the wheels."""
    told = {"@PYTHONS@": " ".join(pythons), "@VERSION@": version}
    for file in sorted((ROOT / "offline" / "start").iterdir()):
        text = file.read_text(encoding="utf-8")
        for mark, words in told.items():
            text = text.replace(mark, words)
        ends = "\r\n" if file.suffix in {".cmd", ".txt"} else "\n"
        yield file.name, text.replace("\n", ends).encode("utf-8")
    for wheel in sorted(wheels.iterdir()):
        yield f"wheels/{wheel.name}", wheel.read_bytes()


def write(target: Path, folder: str, found: Iterable[tuple[str, bytes]]) -> None:
    """The zip, all of it inside one folder; wheels are packed already and only stored. The same parts are the same bytes."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in found:
            info = zipfile.ZipInfo(f"{folder}/{name}", WHEN)
            info.create_system = 3
            info.external_attr = (0o755 if name in RUNNABLE else 0o644) << 16
            archive.writestr(info, content, zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="offline.build", description="Make the bundle for places without internet.")
    parser.add_argument("--for", dest="systems", action="append", choices=sorted(SYSTEMS), help="which system; all, unless said")
    parser.add_argument("--python", dest="pythons", action="append", help=f"which Python; {' and '.join(PYTHONS)}, unless said")
    chosen = parser.parse_args(arguments)
    systems, pythons = chosen.systems or list(SYSTEMS), chosen.pythons or list(PYTHONS)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    target = ROOT / "dist" / f"sysmap-{version}-offline.zip"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder)
        our_wheel(wheels)
        for system in systems:
            for python in pythons:
                print(f"Wheels for {system}, Python {python} ...", flush=True)
                fetch(lock, system, python, wheels)
        write(target, f"sysmap-{version}", parts(wheels, version, pythons))
    size = f"{target.stat().st_size / 1_000_000:.0f} MB"
    print(f"{target.relative_to(ROOT)}: {size}, for {', '.join(systems)}, Python {' and '.join(pythons)}")


if __name__ == "__main__":
    main()
