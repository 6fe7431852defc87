"""Documents: what the PDFs of docs/documents/ tell of themselves, and what links to them and checks make of it."""
