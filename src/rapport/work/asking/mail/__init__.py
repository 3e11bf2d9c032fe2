"""What customers get: mails and text messages, put together when they are sent."""
