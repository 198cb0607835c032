"""Print forms: which there are, and the papers themselves."""

from collections.abc import Iterator

from ...core.errors import Invalid
from ...core.printing import MEDIA, forms_of, print_record
from ...core.records.read import get
from ...core.texts import LANGUAGES, Texts
from .frame import Answer, Call, Endpoint

_ = Texts(__package__)


def listed(call: Call) -> Answer:
    """Answer the forms a record can be printed as."""
    call.only()
    work = call.work
    get(work, call.kind, call.key)
    rows = [
        {"name": one.name, "title": one.title.into(work.language), "media": sorted(MEDIA)}
        for one in forms_of(work.house, call.kind).values()
        if work.access.may(one.right or f"{call.kind}.read")
    ]
    return Answer({"rows": rows, "next": None})


def printed(call: Call) -> Answer:
    """Answer a record as a paper: HTML, PDF or Word."""
    given = call.only("language")
    language = given.get("language")
    if language is not None and language not in LANGUAGES:
        raise Invalid(_("Languages: {names}", names=", ".join(LANGUAGES)), path="language")
    paper = print_record(
        call.work, call.kind, call.key, form=call.names["form"], media=call.names["media"],
        language=language,
    )  # fmt: skip
    return Answer(paper.content, type=paper.media, name=paper.name)


def endpoints() -> Iterator[Endpoint]:
    """The endpoints of print forms."""
    for folder in ("catalogs", "documents"):
        forms = f"/{folder}/{{kind}}/{{id}}/forms"
        yield Endpoint(
            "GET", forms, "{kind}.read", listed, "Print forms", kinds=folder, gives="forms"
        )
        yield Endpoint(
            "GET", f"{forms}/{{form}}.{{media}}", "{kind}.read", printed, "Print", kinds=folder,
            gives="paper", parameters={"language": "of the paper: ru or en"},
        )  # fmt: skip
