"""What a small linear model makes of the words of a question: learned from questions that people labelled."""
