"""The same HTML as PDF. Nothing is fetched: what a page shows is embedded in it."""

from typing import Any

from ..errors import Refusal
from ..texts import Texts

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
    try:
        import weasyprint  # noqa: PLC0415 -- an extra, and slow to start
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- as above
    except (ImportError, OSError) as why:  # OSError: Pango is missing
        raise NoPdf(
            _("PDF can not be made here: {why}", why=str(why).splitlines()[0]),
            remedy=_("Install tradepost[pdf] and Pango, or print the page from the browser"),
        ) from why

    class Embedded(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Opens data addresses and nothing else: no file, no network."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                raise ValueError(f"not embedded: {url[:100]}")
            return super().fetch(url, headers)

    fetcher = Embedded(allowed_protocols=("data",), allow_redirects=False)
    made: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf()
    return made
