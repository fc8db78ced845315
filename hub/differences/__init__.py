"""What differs between two versions of a content: only what changed, word by word, in the reader's words."""
