"""How it was for customers nobody asked: learned from those who answered, and from what people scored."""
