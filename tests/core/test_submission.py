"""What goes from a worker to the parent arrives whole."""

from __future__ import annotations

import copy
import dataclasses
import pickle

from shishi_xl.core.grid import Place
from shishi_xl.core.submission import Entry


def test_an_entry_comes_whole_out_of_another_process_with_every_field_it_has():
    """Each field is filled with something of its own: one that is added later and forgotten is missed here."""
    place = Place("推进情况表", 7, 3)
    entry = Entry("附1-1", "公厕", "本期累计", "4", 4.0, place)
    names = [one.name for one in dataclasses.fields(Entry) if one.name != "place"]
    filled = dataclasses.replace(entry, **{name: f"own {name}" for name in names})
    for sent in (entry, filled):
        assert pickle.loads(pickle.dumps(sent)) == sent
        assert copy.deepcopy(sent) == sent
