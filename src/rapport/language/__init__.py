"""Text in, annotations with evidence out. Pure: no disk, no network, no clock."""
