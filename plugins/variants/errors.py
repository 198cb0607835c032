"""What variants refuse."""

from ...core import Conflict, Invalid


class WrongProperty(Invalid):
    """Properties or sets of them contradict each other."""

    code = "variants.wrong_property"


class WrongVariant(Invalid):
    """A variant has not the values its item asks for."""

    code = "variants.wrong_variant"


class VariantThere(Conflict):
    """Another variant has the same values."""

    code = "variants.there_already"


class PropertiesInUse(Conflict):
    """What variants were made by can not be exchanged for something else."""

    code = "variants.in_use"


class TooMany(Invalid):
    """More variants would be made at once than anybody wants."""

    code = "variants.too_many"


class NotVariants(Invalid):
    """The file is no list of variants."""

    code = "variants.not_variants"
