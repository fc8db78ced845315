"""What can be done to a case, one function each. Each checks first, and acts in one transaction with its event."""
