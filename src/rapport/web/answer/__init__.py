"""The public pages where people answer: by invitation, by a way in, in a widget. Nobody signs in here."""
