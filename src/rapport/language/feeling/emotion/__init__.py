"""What customers and agents feel, and what customers threaten, each with the words that say so."""
