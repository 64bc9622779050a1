"""The errors people are told about: one Chinese sentence that says where and how to mend it."""


class Complaint(Exception):  # noqa: N818 - what it is called by those who read it
    """Something only a person can mend; the text is the whole message, and the command ends with `exit_code`."""

    exit_code = 3


class Misuse(Complaint):
    """A command was asked for what cannot be."""

    exit_code = 2
