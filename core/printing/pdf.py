"""HTML as PDF, in this process: only for pages that the house's own templates have made."""

from collections.abc import Sequence

from ..errors import Refusal
from ..texts import Texts
from .sheets import pdf_of

_ = Texts("tradepost.core.printing")


class NoPdf(Refusal):
    """PDF can not be made on this machine."""

    code = "no_pdf"
    status = 422


def to_pdf(html: str) -> bytes:
    """A page as PDF.

    Raises:
        NoPdf: where WeasyPrint or the libraries under it are not installed.
    """
    return all_to_pdf([html])


def all_to_pdf(pages: Sequence[str], copies: int = 1) -> bytes:
    """Papers one after another as one PDF, each so many times over.

    Raises:
        NoPdf: as `to_pdf`.
    """
    try:
        return pdf_of(pages, copies)
    except (ImportError, OSError) as why:  # OSError: Pango is missing
        raise NoPdf(
            _("PDF can not be made here: {why}", why=str(why).splitlines()[0]),
            remedy=_("Install tradepost[pdf] and Pango, or print the page from the browser"),
        ) from why
