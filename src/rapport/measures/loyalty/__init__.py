"""Who stays, who buys again, and what that is worth."""

__all__: list[str] = []
