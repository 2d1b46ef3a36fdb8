"""A path is taken for one format, or refused with the formats that are understood."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sysmap.errors import InputError, NotFound
from sysmap.formats import WRITERS, detect, read
from tests.formats.making import ACTORS, MAP, folder


def test_a_folder_with_map_toml_is_a_bundle(tmp_path: Path) -> None:
    assert detect(folder(tmp_path / "m")) == ("bundle", "the folder has map.toml")


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file or folder"):
        detect(tmp_path / "nothing")
    with pytest.raises(NotFound):
        detect(Path("a" * 5000))
    with pytest.raises(NotFound):
        read(Path("nul\0byte"))


@pytest.mark.parametrize(
    ("files", "said"),
    [({}, "the folder has no map.toml"), ({"actors.csv": ACTORS}, "it has actors.csv but no map.toml")],
)
def test_a_folder_without_map_toml_is_told_what_misses(tmp_path: Path, files: dict[str, str], said: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=said) as caught:
        detect(tmp_path)
    assert ("write a map.toml" if files else "bundle: a map folder") in caught.value.problems[0].fix
    assert caught.value.exit_code == 3


def test_one_table_of_a_map_folder_is_sent_to_its_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Import the whole folder that it is in, valley") as caught:
        (folder(tmp_path / "valley") / "actors.csv").write_text(ACTORS)
        detect(tmp_path / "valley" / "actors.csv")
    assert caught.value.problems[0].file == "actors.csv"


@pytest.mark.parametrize("name", ["map.zip", "notes.txt"])
def test_a_file_of_no_format_is_told_so(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(MAP)
    with pytest.raises(InputError, match="in no format that is understood"):
        detect(tmp_path / name)


def test_the_bundle_is_written_too() -> None:
    assert "bundle" in WRITERS


def test_loading_the_room_loads_no_zip_support() -> None:
    probe = "import sys, sysmap.formats; print(*(name for name in ('zipfile', 'tomllib') if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
