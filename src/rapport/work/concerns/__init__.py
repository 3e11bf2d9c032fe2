"""What customers come with: found in a home's conversations, kept, and named by people."""
