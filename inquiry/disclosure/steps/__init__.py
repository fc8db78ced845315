"""What is done to requests for disclosure alone, on the one machine of cases."""
