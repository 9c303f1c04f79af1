"""What is worked out of an immutable object once, for as long as that object lives."""

from __future__ import annotations

from typing import Generic, TypeVar
from weakref import finalize

K = TypeVar("K")
V = TypeVar("V")


class IdentityMemo(Generic[K, V]):
    """Values by the objects they belong to: these very objects, not their equals; it keeps none alive.

    For large objects: comparing or hashing all of one would cost more than what is looked up.
    """

    def __init__(self) -> None:
        self._values: dict[int, V] = {}

    def get(self, owner: K) -> V | None:
        """Return an object's value; ``None`` if none was put."""
        return self._values.get(id(owner))

    def put(self, owner: K, value: V) -> None:
        """Keep a value until its object is gone."""
        place = id(owner)
        if place not in self._values:
            finalize(owner, self._values.pop, place, None).atexit = False
        self._values[place] = value

    def __len__(self) -> int:
        return len(self._values)
