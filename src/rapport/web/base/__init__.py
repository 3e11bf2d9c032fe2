"""What all pages share: layout, navigation, how a number looks."""
