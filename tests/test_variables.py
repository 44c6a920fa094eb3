"""Variables that have a value for a while."""

import os

import pytest

from briefgen.variables import EPOCH, stated


@pytest.mark.parametrize("before", [None, "1700000000"])
@pytest.mark.parametrize("value", [None, "0"])
def test_a_variable_has_its_value_for_a_while(
    before: str | None, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(EPOCH, raising=False)
    if before is not None:
        monkeypatch.setenv(EPOCH, before)
    seen = []

    def broken_off() -> None:
        with stated(EPOCH, value):
            seen.append(os.environ.get(EPOCH))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert seen == [value]
    assert os.environ.get(EPOCH) == before
