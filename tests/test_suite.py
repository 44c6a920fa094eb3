"""The tests themselves: what is marked to stay in one process does, or what it makes for all is made in each."""

import os

import pytest


@pytest.mark.xdist_group("suite")
def test_groups_stay_together(request: pytest.FixtureRequest) -> None:
    """The mark in the name is what spreads them; some releases of pytest take it away, and nothing is said."""
    spread = "PYTEST_XDIST_WORKER" in os.environ and request.config.getoption("loadgroup")
    assert request.node.nodeid.endswith("@suite") == bool(spread)
