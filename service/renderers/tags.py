"""HTML elements. Attributes are escaped here; text by whoever puts it inside."""

from html import escape


def tag(name: str, *inside: str, **attributes: str) -> str:
    """Return an element; `class_` and `aria_label` are `class` and `aria-label`."""
    said = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>"
