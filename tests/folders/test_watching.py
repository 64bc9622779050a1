"""Events only nudge; an observer of a folder that went away is replaced."""

import threading

from shishi_xl.folders.watching import Nudges


def nudged(nudges):
    """Wait for a nudge; False when none came in a long time."""
    return nudges._nudged.wait(20)


def test_a_folder_made_anew_is_observed_whatever_its_inode(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with Nudges(inbox, polling=False) as nudges:
        (inbox / "a.xlsx").write_bytes(b"x")
        assert nudged(nudges)
        nudges._nudged.clear()
        (inbox / "a.xlsx").unlink()
        assert nudged(nudges)
        first = nudges._observer
        inbox.rmdir()
        inbox.mkdir()  # often gets the inode that has just become free
        while not nudges._gone and nudges._identity.inode == inbox.stat().st_ino:
            assert nudged(nudges)
            nudges._nudged.clear()
        nudges.renew()
        assert nudges._observer is not first
        nudges._nudged.clear()
        (inbox / "b.xlsx").write_bytes(b"x")
        assert nudged(nudges)


def test_a_folder_that_is_gone_leaves_the_sweep_alone(tmp_path):
    inbox = tmp_path / "inbox"
    with Nudges(inbox, polling=False) as nudges:
        assert nudges._observer is None
        inbox.mkdir()
        nudges.renew()
        assert nudges._observer.is_alive()


def test_polling_needs_no_observer(tmp_path):
    with Nudges(tmp_path, polling=True) as nudges:
        assert nudges._observer is None


def test_a_wish_to_stop_ends_the_wait(tmp_path):
    stop = threading.Event()
    stop.set()
    with Nudges(tmp_path, polling=True) as nudges:
        nudges.wait(3600, stop)
