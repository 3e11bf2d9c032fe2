"""What words set two groups apart."""

__all__: list[str] = []
