"""Chapter 3, section 1 of the regulation (Arts. 10–15): the disclosure catalogue.

Which documents there must be (categories), which there are (entries with their index numbers), whether they came in
time, how they change each other's state, and what the public and the centre see of all that.
"""
