"""Words that tell one feeling from another. All of it written for this project."""
