"""在线访谈: announcement, questions of citizens, transcript (Art. 21)."""
