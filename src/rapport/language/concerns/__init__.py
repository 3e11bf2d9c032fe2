"""Why customers contact a company: found, named, recognised, watched."""
