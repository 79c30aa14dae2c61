"""The errors that users of kg meet; each message says what was wrong, where, and what is accepted."""


class KgError(Exception):
    """Base of every error kg raises on purpose; its text is one line a user can act on."""


class InputError(KgError):
    """A path, file, query or argument that kg can't use."""


class OntologyError(KgError):
    """A data file under ontology/ that breaks its rules (file, line or key are in the message)."""
