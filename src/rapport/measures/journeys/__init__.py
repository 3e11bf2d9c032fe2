"""The ways customers take, and where they get stuck."""

__all__: list[str] = []
