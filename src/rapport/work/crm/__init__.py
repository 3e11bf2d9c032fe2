"""Writing back to a CRM: what is known of a customer here, where those who serve them look."""
