"""A folder and a .zip of it are read alike, and a hostile .zip is refused before it does harm."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from sysmap.errors import InputError, SysmapError
from sysmap.formats import bundle_files
from sysmap.formats.bundle import read_bundle
from sysmap.formats.bundle_files import open_files
from tests.formats.making import ACTORS, MAP, folder, imported


def zipped(path: Path, files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_bundle(path)
    assert caught.value.problems
    assert "Traceback" not in str(caught.value)
    return str(caught.value)


def test_a_zip_and_its_folder_are_the_same_map(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"map.toml": MAP, "actors.csv": ACTORS}
    from_zip = imported(read_bundle(zipped(tmp_path / "m.zip", files)))
    assert from_zip.facts == imported(read_bundle(folder(tmp_path / "m", files))).facts


def test_a_zip_may_hold_the_folder_itself_and_what_a_mac_adds(tmp_path: Path) -> None:
    by_the_mac: dict[str, str | bytes] = {"__MACOSX/norwich/._actors.csv": b"\x00", "norwich/.DS_Store": b""}
    found = read_bundle(zipped(tmp_path / "m.zip", {"norwich/map.toml": MAP, "norwich/actors.csv": ACTORS, **by_the_mac}))
    assert list(imported(found).actors) == ["a", "b", "c"]
    assert found.warnings == ()


@pytest.mark.parametrize("name", ["../map.toml", "/etc/actors.csv", "a/../../b.csv", "..\\b.csv", "C:/b.csv"])
def test_a_zip_that_names_a_file_outside_itself_is_refused(tmp_path: Path, name: str) -> None:
    assert "outside itself" in refusal(zipped(tmp_path / "m.zip", {"map.toml": MAP, name: "x"}))


def test_two_hundred_entries_are_read_and_one_more_is_refused(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"map.toml": MAP, **{f"n{i}.txt": "" for i in range(199)}}
    assert len(open_files(zipped(tmp_path / "m.zip", files)).readers) == 200
    assert "201 entries" in refusal(zipped(tmp_path / "n.zip", {**files, "one-more.txt": ""}))


def test_a_zip_that_inflates_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "m.zip", {"map.toml": MAP, "actors.csv": "id,name\n" + " " * 6_000_000})
    assert "100 times its size" in refusal(bomb)
    small = zipped(tmp_path / "n.zip", {"map.toml": MAP, "actors.csv": "id,name\n" + "\n" * 4_000_000})
    assert not read_bundle(small).problems


def test_what_is_inflated_is_counted_over_all_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | bytes] = {"map.toml": MAP, "actors.csv": ACTORS, "waves.csv": "id,date\n"}
    path = zipped(tmp_path / "m.zip", files)
    total = sum(len(content) for content in files.values())
    monkeypatch.setattr(bundle_files, "INFLATED_LIMIT", total)
    assert not read_bundle(path).problems
    monkeypatch.setattr(bundle_files, "INFLATED_LIMIT", total - 1)
    assert "inflates to more than" in refusal(path)


def test_a_zip_that_lies_about_its_sizes_is_counted_while_inflating(tmp_path: Path) -> None:
    path = zipped(tmp_path / "m.zip", {"map.toml": MAP, "actors.csv": "id,name\n" + " " * 6_000_000})
    content = path.read_bytes().replace((6_000_008).to_bytes(4, "little"), (20).to_bytes(4, "little"))
    path.write_bytes(content)
    try:
        read_bundle(path)
    except InputError as error:
        assert error.problems


def test_two_maps_in_one_zip_are_refused(tmp_path: Path) -> None:
    assert "several maps" in refusal(zipped(tmp_path / "m.zip", {"a/map.toml": MAP, "b/map.toml": MAP}))


def test_the_same_file_twice_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("map.toml", MAP)
        archive.writestr("actors.csv", ACTORS)
        with pytest.warns(UserWarning):
            archive.writestr("actors.csv", ACTORS)
    assert "twice" in refusal(path)


def test_a_damaged_entry_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = zipped(tmp_path / "m.zip", {"map.toml": MAP, "actors.csv": ACTORS}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"Birch", b"Bitch"))
    assert "actors.csv in the zip cannot be read" in refusal(path)


def test_a_zip_cut_anywhere_is_refused_in_a_sentence(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("map.toml", MAP)
    content = held.getvalue()
    for length in range(0, len(content), 7):
        path = tmp_path / "cut.zip"
        path.write_bytes(content[:length])
        with pytest.raises(SysmapError):
            read_bundle(path)


def test_a_zip_with_a_password_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "m.zip", {"map.toml": MAP}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    path.write_bytes(bytes(content))
    assert "it has a password" in refusal(path)


def test_a_pipe_in_place_of_a_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    home = folder(tmp_path / "m")
    os.mkfifo(home / "actors.csv")
    assert [problem.file for problem in read_bundle(home).problems] == ["actors.csv"]
