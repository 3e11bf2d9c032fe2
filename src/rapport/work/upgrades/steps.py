"""Every step there is, oldest first. A change of a home's layout or of a table's columns adds one."""

from rapport.work.upgrades.step import Step

STEPS: tuple[Step, ...] = ()
