"""Whether our mails arrive: what the sender's domain says about itself, and how the words look."""
