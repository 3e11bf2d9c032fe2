"""Everything that writes."""

from rapport.program.requests.services.once import Once, answers_forget, answers_tidy, once

__all__ = ["Once", "answers_forget", "answers_tidy", "once"]
