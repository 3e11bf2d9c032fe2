"""Settings that cannot hold are told with their place; a name may hold anything."""

import pytest

from rapport.home import HomeError, create_home, open_home


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('minimum_base = "five"', "minimum_base is 'five'.*a whole number"),
        ("minimum_base = 2.5", "minimum_base is 2.5.*a whole number"),
        ("minimum_base = true", "minimum_base is True.*a whole number"),
        ('target_qci = "high"', "target_qci is 'high'.*a number"),
        ("target_qci = 910", "target_qci is 910.*1 to 100"),
        ("time_zone = 3", "time_zone is 3.*text in quotes"),
        ('languages = "en"', "languages is 'en'.*a list of words"),
        ("languages = [1]", r"languages is \[1\].*a list of words"),
        ("redaction = true", "redaction is True.*section"),
        ('[redaction]\ntext = "yes"', "redaction.text is 'yes'.*true or false"),
        ("colour = 1", "Unknown setting colour"),
        ("name = ", "not valid TOML"),
    ],
)
def test_a_setting_that_cannot_hold_is_told(tmp_path, line, says):
    home = create_home(tmp_path / "home")
    (home.root / "rapport.toml").write_text(line + "\n")
    with pytest.raises(HomeError, match=says) as caught:
        open_home(home.root)
    assert "rapport.toml" in caught.value.where


def test_a_whole_number_will_do_where_a_number_is_wanted(tmp_path):
    home = create_home(tmp_path / "home")
    (home.root / "rapport.toml").write_text("target_qci = 85\nretention_days = 30\n")
    assert open_home(home.root).settings.target_qci == 85


@pytest.mark.parametrize("how", ["missing", "no text"])
def test_settings_that_cannot_be_read_are_told(tmp_path, how):
    home = create_home(tmp_path / "home")
    path = home.root / "rapport.toml"
    path.unlink()
    if how == "no text":
        path.write_bytes(b'name = "Gr\xfc\xdfe"\n')
    with pytest.raises(HomeError, match=r"has no settings|not valid TOML"):
        open_home(home.root)


@pytest.mark.parametrize("name", ['A "B" \\ C', "two\nlines\tand\x7f more", "Grüße 你好 \U0001f600"])
def test_a_company_may_have_any_name(tmp_path, name):
    assert create_home(tmp_path / "home", name).settings.name == name
