"""How the pages are put together: addresses, middleware, the WSGI application."""
