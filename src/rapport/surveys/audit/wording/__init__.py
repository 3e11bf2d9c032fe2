"""What can be wrong with the words of one question: a file a flaw."""
