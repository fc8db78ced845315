"""Bringing in a catalogue that another system kept (Arts. 10, 12, 14, 15): CSV and XLSX, index numbers and all.

`delimited` and `workbook` give the rows of a file; `headers` tells which column is which field; `cells` reads single
values; `catalogue_file` joins them into a source for `sites.importing`, which does the rest. `legal_texts` is the
corpus of legal texts with their document numbers; `actions` runs an import and puts it into the event log.
"""
