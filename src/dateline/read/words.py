"""The English wording that the read room knows, loaded once from data/read/*.yaml and checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale

from dateline.errors import DataError


def load(name: str) -> Any:
    """One data file of this room. Raises `DataError` when it is not YAML."""
    try:
        return yaml.load(
            files("dateline.data").joinpath(f"read/{name}").read_text("utf-8"),
            Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
        )
    except yaml.YAMLError as error:
        raise DataError(f"data/read/{name}: not YAML ({error})") from None


_NO_COUNTRY = {"UN", "EU", "EZ", "QO", "ZZ", "XA", "XB"}  # what CLDR names besides countries


@cache
def dateline_words(key: str) -> frozenset[str]:
    """A word list of datelines.en.yaml, case-folded."""
    return frozenset(str(word).casefold() for word in load("datelines.en.yaml")[key])


@cache
def regions() -> dict[str, str]:
    """Country or shortened state, case-folded → ISO 3166-1 alpha-2."""
    names = Locale.parse("en").territories
    known = {name.casefold(): code for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRY}
    for code, shorts in load("regions.en.yaml").items():
        known.update((str(short).casefold(), code) for short in shorts)
    return known
