"""Network politics and disclosure on request (Arts. 10, 21–24): mailboxes, consultation, complaints, public comment."""
