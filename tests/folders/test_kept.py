"""The names of kept files: what intake writes, rebuild reads."""

from datetime import datetime

import pytest

from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition
from shishi_xl.folders.kept import kept_path, read_kept, withdrawn_path

AT = datetime(2020, 6, 24, 10, 0, 0)
JUNE = Period(2020, 6)
SHA = "1a2b3c4d" + "0" * 56


def path(disposition, unit="区教委", period=JUNE, label="我的表.xlsx", sha=SHA):
    return kept_path(disposition, unit, period, received_at=AT, sha256=sha, label=label).as_posix()


@pytest.mark.parametrize(
    ("disposition", "unit", "period", "wanted"),
    [
        (Disposition.ACCEPTED, "区教委", JUNE, "inbox/已收/2020-06/区教委_20200624-100000_1a2b3c4d.xlsx"),
        (Disposition.RETURNED, "区教委", JUNE, "inbox/退回/2020-06/区教委_20200624-100000_1a2b3c4d.xlsx"),
        (Disposition.RETURNED, None, None, "inbox/退回/期间不明/20200624-100000_1a2b3c4d.xlsx"),
        (Disposition.DUPLICATE, "区教委", JUNE, "inbox/重复/区教委_20200624-100000_1a2b3c4d.xlsx"),
        (Disposition.UNRECOGNISED, None, None, "inbox/未识别/20200624-100000_1a2b3c4d.xlsx"),
        (None, None, None, "inbox/已收/打包/打包_20200624-100000_1a2b3c4d.xlsx"),
    ],
)
def test_place_and_name_say_what_became_of_a_file(disposition, unit, period, wanted):
    assert path(disposition, unit, period) == wanted


@pytest.mark.parametrize("label", ["../../etc/passwd", "a.XLSX/..", "表.x l s", "表." + "a" * 200, "表.xlsx\n"])
def test_a_label_from_outside_never_becomes_a_path(label):
    found = path(Disposition.UNRECOGNISED, None, None, label)
    assert found.startswith("inbox/未识别/20200624-100000_1a2b3c4d")
    assert len(found.split("/")) == 3
    assert ".." not in found


def test_what_is_written_is_read_again(tmp_path):
    inbox = tmp_path / "inbox"
    for disposition in (*Disposition, None):
        if disposition is Disposition.WAITING:
            continue
        place = tmp_path / path(disposition)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x")
    withdrawn = tmp_path / withdrawn_path(path(Disposition.ACCEPTED), JUNE)
    withdrawn.parent.mkdir(parents=True)
    withdrawn.write_bytes(b"y")
    (inbox / "已收" / "2020-06" / "说明.txt").write_text("not ours", encoding="utf-8")
    found = {(kept.disposition, kept.withdrawn): kept for kept in read_kept(inbox)}
    assert set(found) == {
        (Disposition.ACCEPTED, False),
        (Disposition.RETURNED, False),
        (Disposition.DUPLICATE, False),
        (Disposition.UNRECOGNISED, False),
        (None, False),
        (Disposition.ACCEPTED, True),
    }
    accepted = found[Disposition.ACCEPTED, False]
    assert (accepted.received_at, accepted.unit, accepted.period) == (AT, "区教委", JUNE)
