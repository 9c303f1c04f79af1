"""The life of a run: every change has its states, and only one of several who want one gets it."""

from __future__ import annotations
