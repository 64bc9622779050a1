"""形象进度 → quantities: what a statement says of each indicator, or nothing where it does not say it.

The `reader` takes a statement through these layers, each in a module of its own:

1. Words: `plain` text, its `tables` told as sentences, cut into `clauses` with its amounts (`bare_numbers` too), the words of
   the `lexicon` in their `senses` and `times`, and the `scopes` of plans and periods they stand in.
2. Amounts: `items` with their `nouns` and their `links` to what stands before, less what is `harmless`; the `roles` that the
   `rules` give, the first that applies, by the `conditions` around them: what others are told out of (`bases`), `changes`,
   what `folding` says words of state mean together; what `neighbours`, `retractions` and `asides` change; what `each` of several
   places has and what `pairing` with 分别 parts.
3. Indicators: `assignment` to those that `addressing` finds, by `matching` names (`likeness`), `rates`, `deeds`,
   `predicates` and `actions`, or the `topics` named before.
4. Wholes: clauses about all of something (`wholes`, with its `naming`, `some` and what is `told_again`), those that deny
   (`unbegun`) and those that say work is `under_way`; and `overall` percentages and `shares`, with what is named `besides`.
5. Decision: `decision` on each indicator by the `choice` among the figures that `sifting` leaves, `parts` add up to,
   `quality` does not spoil or that are `derived`; the `explicit` percentage; the `reading`.
"""

from shishi_xl.core.progress.reader import read
from shishi_xl.core.progress.reading import Note, Reading, State, Value, expected_completion

__all__ = ["Note", "Reading", "State", "Value", "expected_completion", "read"]
