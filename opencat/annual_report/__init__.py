"""The annual report on the work of government information disclosure (disclosure regulation of 2019, Arts. 49, 50).

The national form (国办公开办函〔2021〕30号) as an ordinary article: its tables come from the records where there are
any, editors fill in the rest, and it is approved like everything else.
"""
