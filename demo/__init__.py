"""The demonstration: invented people, texts and figures, put into a group by the actions that people use."""
