"""Runs as a person types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Op, Run
from proposals.core.reading.critic import read_runs, write_runs
from proposals.core.redline import merge_adjacent
from proposals.core.result import Refused

RUNS = st.lists(
    st.builds(Run, st.sampled_from(Op), st.text("ab ;)\n", min_size=1)), max_size=6
).map(lambda runs: merge_adjacent(runs))


@given(RUNS)
def test_what_is_written_reads_back(runs):
    assert merge_adjacent(read_runs(write_runs(runs))) == runs


@pytest.mark.parametrize("text", ["{--open", "shut++}", "{--in {++each++} other--}"])
def test_a_mark_without_its_partner_is_refused_by_name(text):
    with pytest.raises(Refused, match="no partner"):
        read_runs(text)
