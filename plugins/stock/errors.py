"""What the store refuses."""

from ...core import Refusal


class SameWarehouse(Refusal):
    """A transfer goes from one warehouse to another one."""

    code = "stock.same_warehouse"


class NotGoods(Refusal):
    """A paper of the store names goods: a service lies in no warehouse."""

    code = "stock.not_goods"


class NegativeQuantity(Refusal):
    """Goods are moved by a quantity of more than nothing; the paper says in which direction."""

    code = "stock.negative_quantity"


class NotCounted(Refusal):
    """A count says for at least one row how much was found."""

    code = "stock.not_counted"


class CountNotPosted(Refusal):
    """Surplus and shortage are known once the count is posted."""

    code = "stock.count_not_posted"


class NothingDiffers(Refusal):
    """The count found nothing over (or short), or it stands in the books already."""

    code = "stock.nothing_differs"


class WrongQuality(Refusal):
    """Goods pass to another quality of the same goods, counted in the same unit."""

    code = "stock.wrong_quality"


class BothWays(Refusal):
    """In one change of quality goods either leave or come."""

    code = "stock.both_ways"


class NotOnTheWay(Refusal):
    """Only goods on the way, bound for a warehouse, are transferred on."""

    code = "stock.not_on_the_way"
