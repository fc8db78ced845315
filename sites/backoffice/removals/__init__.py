"""An editor asks for a public page to be taken down, deleted or moved to another site."""
