"""Reading every conversation of a home with the models it has."""
