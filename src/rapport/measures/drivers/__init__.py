"""What moves the outcome."""

__all__: list[str] = []
