"""Looking at what is in the home, as far as the person may see."""
