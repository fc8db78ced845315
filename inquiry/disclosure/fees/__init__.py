"""What a request costs (国办函〔2020〕109号)."""
