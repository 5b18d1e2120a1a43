"""Arguments, files and requests in; text, JSON and web pages out: command line, web app, settings."""
