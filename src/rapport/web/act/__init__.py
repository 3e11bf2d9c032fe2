"""Act: coaching, agreed actions, praise."""
