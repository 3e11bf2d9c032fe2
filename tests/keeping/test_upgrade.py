"""An older home is backed up and brought forward step by step; a newer one is left alone."""

import pytest

from rapport.home import HOME_FORMAT, HomeError, open_home, read_format
from rapport.work.upgrade import upgrade
from rapport.work.upgrades.step import Step
from rapport.work.upgrades.steps import STEPS


def everything(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_present_home_needs_nothing(kept_home):
    result = upgrade(kept_home.root)
    assert result.before == result.after == HOME_FORMAT
    assert result.steps == () and result.backup is None


def test_a_newer_home_is_refused_and_not_touched(kept_home):
    kept_home.format_path.write_text("99\n")
    before = everything(kept_home.root)
    with pytest.raises(HomeError, match="format 99"):
        upgrade(kept_home.root)
    with pytest.raises(HomeError, match="format 99"):
        open_home(kept_home.root)
    assert everything(kept_home.root) == before


def step(to, does=lambda home: None):
    return Step(to, f"to {to}", does)


def test_steps_run_in_order_after_a_backup(kept_home):
    seen = []

    def note(to):
        return lambda home: seen.append(
            (to, read_format(home.root), len(list((home.root / "backups").iterdir())))
        )

    steps = [step(n, note(n)) for n in (HOME_FORMAT, HOME_FORMAT + 1, HOME_FORMAT + 2)]
    result = upgrade(kept_home.root, steps=steps, target=HOME_FORMAT + 2)
    assert seen == [(HOME_FORMAT + 1, HOME_FORMAT, 1), (HOME_FORMAT + 2, HOME_FORMAT + 1, 1)]
    assert (
        (result.before, result.after)
        == (HOME_FORMAT, HOME_FORMAT + 2)
        == (result.before, read_format(kept_home.root))
    )
    assert result.backup.exists()


def test_an_interrupted_upgrade_goes_on_where_it_was(kept_home):
    runs = []

    def fails_once(home):
        runs.append("second")
        if runs.count("second") == 1:
            raise OSError("disk full")

    steps = [step(HOME_FORMAT + 1, lambda home: runs.append("first")), step(HOME_FORMAT + 2, fails_once)]
    with pytest.raises(OSError):
        upgrade(kept_home.root, steps=steps, target=HOME_FORMAT + 2)
    assert read_format(kept_home.root) == HOME_FORMAT + 1
    upgrade(kept_home.root, steps=steps, target=HOME_FORMAT + 2)
    assert runs == ["first", "second", "second"] and read_format(kept_home.root) == HOME_FORMAT + 2


def test_the_steps_lead_to_the_present_format():
    assert [one.to for one in STEPS] == list(range(2, HOME_FORMAT + 1))
