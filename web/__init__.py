"""The back office: shell, generated lists, forms and reports, REST."""
