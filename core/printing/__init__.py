"""Printing: every document has a paper in HTML, PDF and Word; plugins add forms of their own.

A form is a template over plain data (`context`), never over records. `print_record` prints
one, `print_many` many at once; `in_words`, `bar_code` and `qr_code` help a plugin's `context`.
"""

from .context import Context
from .formats import Formats
from .forms import DEFAULT, MEDIA, FormOption, Printed, PrintForm, form_of, forms_of
from .making import form_context, print_many, print_record, word_template
from .marks import bar_code, qr_code
from .templates import drop_template, keep_template, own_template
from .words import in_words, mass_in_words, number_in_words

__all__ = [
    "DEFAULT",
    "MEDIA",
    "Context",
    "FormOption",
    "Formats",
    "PrintForm",
    "Printed",
    "bar_code",
    "drop_template",
    "form_context",
    "form_of",
    "forms_of",
    "in_words",
    "keep_template",
    "mass_in_words",
    "number_in_words",
    "own_template",
    "print_many",
    "print_record",
    "qr_code",
    "word_template",
]
