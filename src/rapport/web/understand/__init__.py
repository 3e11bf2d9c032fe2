"""What customers come with: concerns over all conversations, and the tree that people keep of them."""
