"""A home folder and its settings."""

from rapport.home.errors import HomeError
from rapport.home.home import FOLDERS, HOME_FORMAT, Home, create_home, home_root, open_home, read_format
from rapport.home.settings import Settings

__all__ = [
    "FOLDERS",
    "HOME_FORMAT",
    "Home",
    "HomeError",
    "Settings",
    "create_home",
    "home_root",
    "open_home",
    "read_format",
]
