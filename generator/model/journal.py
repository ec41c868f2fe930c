"""The journal by its old name: it stands in `kinds.py`, beside the rows of what it holds."""

from generator.model.kinds import Damage, Journal

__all__ = ["Damage", "Journal"]
