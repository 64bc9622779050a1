"""Patterns that compile when first asked: as good as those of `re.compile`, and every one of the package sound."""

import importlib
import pkgutil
import re

import pytest

import shishi_xl
from shishi_xl.patterns import regex


def _modules():
    return [
        info.name for info in pkgutil.walk_packages(shishi_xl.__path__, "shishi_xl.") if "__main__" not in info.name
    ]


def _patterns(module):
    for name, value in vars(importlib.import_module(module)).items():
        each = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else [value]
        yield from ((f"{module}.{name}", one) for one in each if type(one) is type(regex("")))


def test_every_pattern_of_the_package_compiles():
    found = [pair for module in _modules() for pair in _patterns(module)]
    assert len(found) > 500
    for name, pattern in found:
        try:
            assert pattern.groups >= 0
        except re.error as error:
            pytest.fail(f"{name}: {error}")


def test_a_faulty_pattern_is_told_at_its_first_use():
    faulty = regex("(")
    with pytest.raises(re.error):
        faulty.search("")


def test_what_is_no_method_of_a_pattern_is_no_attribute():
    with pytest.raises(AttributeError):
        assert regex("a").scanner_of_nothing


@pytest.mark.parametrize(("text", "found"), [("新建公厕", "新建公厕"), ("A区3号", "区"), ("3", None), ("，", None)])
def test_a_han_character_stands_for_any_letter_that_is_not_latin(text, found):
    match = regex("[一-龥]+").search(text)
    assert (match and match[0]) == found


def test_bytes_and_flags_are_taken_as_they_are():
    assert regex(rb"<TR", re.IGNORECASE).search(b"<tr>")
    assert regex("a.b", re.DOTALL).fullmatch("a\nb")
    assert regex("(?P<one>a)").groupindex == {"one": 1}
