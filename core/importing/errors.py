"""What imports refuse."""

from ..errors import Invalid, TooLarge, Unsupported


class NotATable(Unsupported):
    """The file is not one that rows can be read from."""

    code = "not_a_table"
    status = 422


class TooBig(TooLarge):
    """The file holds more than is taken at one time."""

    code = "table_too_large"
    status = 422


class NotPlanned(Invalid):
    """The columns are not matched so that anything could be taken."""

    code = "import_plan"
