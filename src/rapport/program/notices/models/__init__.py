"""The tables of notices."""

from rapport.program.notices.models.notices import Notice, NoticeWish

__all__ = ["Notice", "NoticeWish"]
