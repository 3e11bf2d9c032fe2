"""The index of Explore: what a list, a search or one interaction needs, found without reading tables."""
