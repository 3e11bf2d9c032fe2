"""The survey audit: criticises a questionnaire, ours or anybody's."""
