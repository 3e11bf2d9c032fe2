"""What of which customer must still be written back to the CRM."""
