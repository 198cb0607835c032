"""What mail refuses."""

from ...core import Refusal


class NoAddress(Refusal):
    """A text is no address of mail, or nobody is named."""

    code = "no_address"
    status = 422


class NotSetUp(Refusal):
    """No server of mail is named in the settings."""

    code = "mail_not_set_up"
    status = 409
