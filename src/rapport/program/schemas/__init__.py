"""The inventory: customer types, concerns, situations, feelings and touchpoints, and their scenarios."""
