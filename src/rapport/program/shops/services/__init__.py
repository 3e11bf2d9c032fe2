"""Everything that writes; each checks who acts."""
