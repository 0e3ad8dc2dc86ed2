"""The seal's widget and its place in the structure tree.

A signature field of pyHanko's own is unknown to assistive technology, which PDF/UA-1
forbids (7.18.1, 7.18.4), and PDF/A-2 lets no annotation be hidden (6.3.2). So ours has
no size, and stands in the tree as a form element with an alternative text.
"""

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import (
    InvisSigSettings,
    SigFieldSpec,
    append_signature_field,
    enumerate_sig_fields,
)

LAST_PAGE = -1
PARENTS, NEXT = "/ParentTree", "/ParentTreeNextKey"


def add_field(writer: BasePdfFileWriter, name: str, *, label: str) -> None:
    """Add an empty signature field to the last page; `label` is read aloud.

    A file that is not tagged stays as untagged as it was.
    """
    spec = SigFieldSpec(name, on_page=LAST_PAGE, readable_field_name=label)
    append_signature_field(writer, spec)
    [(_, _, widget)] = enumerate_sig_fields(writer, with_name=name)
    page, _ = writer.find_page_for_modification(LAST_PAGE)
    page.get_object()["/Tabs"] = pdf_name("/S")
    writer.update_container(page.get_object())
    if "/StructTreeRoot" in writer.root:
        _register(writer, widget, page, label)


def add_field_beyond(writer: BasePdfFileWriter, name: str, *, label: str) -> None:
    """Add an empty signature field to a file that is sealed already.

    Nobody may touch the structure tree of a certified file, and beyond the page's edge
    a widget needs no place in it (PDF/UA-1 7.18.1).
    """
    spec = SigFieldSpec(
        name,
        on_page=LAST_PAGE,
        readable_field_name=label,
        invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
    )
    append_signature_field(writer, spec)


def _register(writer: BasePdfFileWriter, widget: Any, page: Any, label: str) -> None:
    """Make the widget the last element of the document, which knows it in turn."""
    tree = writer.root["/StructTreeRoot"]
    document = _children(tree)[0]
    number = tree[NEXT]
    is_at = {"/Type": "/OBJR", "/Obj": widget, "/Pg": page}
    element = {"/Type": "/StructElem", "/S": "/Form", "/P": document}
    read_aloud = {"/Alt": generic.TextStringObject(label), "/K": _dictionary(is_at)}
    added = writer.add_object(_dictionary({**element, **read_aloud}))
    top = document.get_object()
    top["/K"] = generic.ArrayObject([*_children(top), added])
    widget.get_object()["/StructParent"] = generic.NumberObject(number)
    parents = tree[PARENTS]["/Nums"]
    parents += [generic.NumberObject(number), added]
    tree[NEXT] = generic.NumberObject(number + 1)
    for changed in (top, parents, tree):
        writer.update_container(changed)


def _children(element: Any) -> list[Any]:
    """Return references to what is below; one child may stand without a list."""
    below = element.raw_get("/K")
    return list(below) if isinstance(below, generic.ArrayObject) else [below]


def _dictionary(entries: dict[str, Any]) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {
            pdf_name(key): pdf_name(value) if type(value) is str else value
            for key, value in entries.items()
        }
    )
