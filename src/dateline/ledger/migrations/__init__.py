"""Migrations of the ledger's schema, run by `versions.migrate`. A script, once released, is never changed."""
