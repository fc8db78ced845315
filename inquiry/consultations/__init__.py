"""意见征集: what the government means to decide, what people say of it, and what became of that (Art. 24)."""
