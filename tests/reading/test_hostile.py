"""Poison: every hostile file has its outcome on record, harms no other file, and takes bounded time."""

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shishi_xl.reading import opening, workers
from shishi_xl.reading.workers import Readers
from tests.reading import hostile, making

LONGEST_SECONDS = 20


def outcome(result) -> str:
    return result["code"] if result["status"] == "refused" else result["status"]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Return what became of each hostile file, a good one read between every two."""
    folder = tmp_path_factory.mktemp("hostile")
    good = folder / "good.xlsx"
    good.write_bytes(making.xlsx())
    hostiles = {name: path for name, (path, _) in hostile.files(folder).items()}
    with Readers(2) as readers:
        results = list(readers.read_many([each for path in hostiles.values() for each in (path, good)], folder))
    assert {outcome(result) for result in results[1::2]} == {"ok"}
    return dict(zip(hostiles, results[::2], strict=True))


@pytest.mark.parametrize("name", hostile.OUTCOMES)
def test_a_hostile_file_has_the_outcome_on_record(results, name):
    assert outcome(results[name]) == hostile.OUTCOMES[name][1], results[name]


def test_every_refusal_gives_the_facts_of_its_wording(results):
    wanted = {
        "unreadable": {"reason"},
        "too-large": {"reason"},
        "unsafe-file": {"reason"},
        "archive-unusable": {"reason"},
        "not-a-workbook": {"found"},
        "encrypted": {"what", "how", "wanted"},
        "reading-failed": set(),
    }
    for name, result in results.items():
        if result["status"] == "refused":
            assert result["facts"].keys() == wanted[result["code"]], name
            assert all(facts.strip() and not facts.isascii() for facts in result["facts"].values()), name


def test_what_no_check_foresaw_is_explained_in_the_log_and_nowhere_else(results):
    foreseen = results["overlapping entries"]
    unforeseen = results["a text that is not there"]
    assert foreseen.keys() == {"status", "code", "facts"}
    assert "CalamineError" in unforeseen["detail"]
    assert "Calamine" not in str(unforeseen["facts"])


# --- what lies in a folder and is no file ----------------------------------------------------------------------------


def in_a_worker(path: Path):
    with Readers(1) as readers:
        (result,) = readers.read_many([path])
    return result


def test_a_folder_named_like_a_workbook(tmp_path):
    (tmp_path / "x.xlsx").mkdir()
    assert outcome(in_a_worker(tmp_path / "x.xlsx")) == "unsafe-file"


def test_a_file_that_is_gone(tmp_path):
    assert outcome(in_a_worker(tmp_path / "x.xlsx")) == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO on this system")
def test_a_fifo_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "x.xlsx")
    assert outcome(in_a_worker(tmp_path / "x.xlsx")) == "unsafe-file"


def test_a_symlink_is_not_followed(tmp_path):
    (tmp_path / "good.xlsx").write_bytes(making.xlsx())
    try:
        (tmp_path / "x.xlsx").symlink_to(tmp_path / "good.xlsx")
    except OSError:
        pytest.skip("no right to make symlinks")
    assert outcome(in_a_worker(tmp_path / "x.xlsx")) == "unsafe-file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable to root")
def test_a_file_without_the_right_to_read_it(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(making.xlsx())
    path.chmod(0)
    assert outcome(in_a_worker(path)) == "unreadable"


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids such names")
@pytest.mark.parametrize("name", ["甲\n乙.xlsx", "\u202exslx.甲.xlsx", "长" * 80 + "a" * 10 + ".xlsx"])
def test_an_odd_name_is_a_name_like_any_other(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(making.xlsx())
    assert outcome(in_a_worker(path)) == "ok"


def test_a_file_beyond_the_limit_is_not_read(tmp_path):
    path = tmp_path / "x.xlsx"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    assert outcome(in_a_worker(path)) == "too-large"


# --- workers that come to harm ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("poison", hostile.POISONS)
def test_a_file_that_harms_its_worker_costs_only_itself(tmp_path, monkeypatch, poison):
    """One poison in the middle of twenty good files: nineteen and itself are told apart, in bounded time."""
    if poison == "devour" and os.name == "nt":
        pytest.skip("Windows has no bound for a process's memory")
    monkeypatch.setattr(workers, "read_chunk", hostile.poisoned_chunk)
    files = [hostile.stands_for(poison if number == 7 else "good", tmp_path) for number in range(20)]
    begun = time.monotonic()
    with Readers(2, wall_seconds=2) as readers:
        found = [outcome(result) for result in readers.read_many(files)]
    assert found == ["reading-failed" if number == 7 else "ok" for number in range(20)]
    assert time.monotonic() - begun < LONGEST_SECONDS


@pytest.mark.slow
def test_all_poisons_in_one_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "read_chunk", hostile.poisoned_chunk)
    names = [name for poison in ("abort", "leave", "hang", "panic") for name in ("good", poison, "good")]
    with Readers(2, wall_seconds=1) as readers:
        found = [
            outcome(result) for result in readers.read_many([hostile.stands_for(name, tmp_path) for name in names])
        ]
        assert found == ["ok" if name == "good" else "reading-failed" for name in names]
        assert [outcome(result) for result in readers.read_many([hostile.stands_for("good", tmp_path)])] == ["ok"]


# --- chance ----------------------------------------------------------------------------------------------------------

GOOD = {"xlsx": making.xlsx(), "xls": making.xls(), "xlsb": making.xlsb(), "ods": making.ods(), "docx": making.docx()}
UNPACKED = {kind: making.parts_of(GOOD[kind]) for kind in ("xlsx", "xlsb", "ods", "docx")}
KNOWN = {"ok", "container", "unreadable", "too-large", "unsafe-file", "encrypted", "not-a-workbook", "archive-unusable"}


def mutated(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        position = chance.randrange(len(out) or 1)
        action = chance.randrange(4)
        if action == 0 and out:
            out[position] = chance.randrange(256)
        elif action == 1:
            del out[position : position + chance.randrange(1, 64)]
        elif action == 2:
            out[position:position] = chance.randbytes(chance.randrange(1, 16))
        else:
            out[position:position] = out[position : position + chance.randrange(1, 200)]
    return bytes(out)


def test_mutants_never_reach_the_parent_as_anything_but_data(tmp_path):
    """Bytes flipped in the file, and in a part of an otherwise sound zip, where it gets further."""
    files = []
    for seed in range(400):
        kind = tuple(GOOD)[seed % len(GOOD)]
        if kind in UNPACKED and seed % 2:
            parts = dict(UNPACKED[kind])
            part = random.Random(seed).choice(sorted(parts))
            data = making.plain_zip({**parts, part: mutated(parts[part], seed)})
        else:
            data = mutated(GOOD[kind], seed)
        path = tmp_path / f"{seed}.bin"
        path.write_bytes(data)
        files.append(path)
    with Readers(2) as readers:
        found = [outcome(result) for result in readers.read_many(files, tmp_path)]
    assert len(found) == len(files)
    assert set(found) <= KNOWN
    assert "unreadable" in found


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=2_000) | st.text(max_size=500).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "x"
    path.write_bytes(data)
    assert outcome(opening.read(path)) in KNOWN
