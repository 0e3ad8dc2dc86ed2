"""A form can be printed, filled in on a screen, archived and read aloud."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from service.document.blocks import (
    Blank,
    Choice,
    Choices,
    Document,
    Item,
    List,
    Paragraph,
    Tick,
    Ticks,
)
from service.renderers import RENDERERS
from tests.documents.samples import NOW, SENDER, document

ROW = Tick("Frånvaro", ("a.y", "a.n"))
ANSWERS = (Choice("Ja", field="answer.yes"), Choice("Nej", field="answer.no"))
FORM = Document(
    "Samtycke",
    "sv",
    SENDER,
    (
        Choices(ANSWERS),
        Ticks("Elevhälsan", ("Uppgift", "Ja", "Nej"), (ROW,)),
        Blank("Undantag", lines=3, field="exclusions"),
        Blank("/Namn", field="name"),
        Blank("Bara på papper"),
    ),
    code="A7K2M-9QXD3-4",
)


@pytest.fixture(scope="module")
def form():
    return RENDERERS["pdf"](FORM, now=NOW)


def filled(form, **answers):
    file, writer = BytesIO(), PdfWriter(clone_from=PdfReader(BytesIO(form)))
    writer.update_page_form_field_values(
        writer.pages[0], answers, auto_regenerate=False
    )
    writer.write(file)
    return file.getvalue()


def widgets(form):
    held = PdfReader(BytesIO(form)).pages[0]["/Annots"]
    return [annotation.get_object() for annotation in held]


def test_an_empty_and_a_filled_form_can_be_archived_and_read_aloud(form, judge):
    full = filled(form, name="Åsa Öberg", answer="/yes", exclusions="Inget\nalls")

    assert judge.breaches(form) == []
    assert judge.breaches(full) == []


def test_what_was_filled_in_can_be_read_back(form):
    typed = {"name": "Åsa Öberg", "answer": "/no", "exclusions": "Inget\nalls"}
    fields = PdfReader(BytesIO(filled(form, **typed))).get_fields()

    assert {name: fields[name]["/V"] for name in typed} == typed
    assert fields["a"]["/V"] == "/Off"


def test_every_field_is_read_aloud_as_what_it_asks_for(form):
    labels = [widget["/TU"] for widget in widgets(form)]

    assert sorted(labels[:2]) == ["Ja", "Nej"]
    assert "Elevhälsan, Frånvaro: Ja" in labels[2:4]
    assert labels[4:] == ["Undantag", "/Namn"]


def test_every_field_is_printed_and_stands_in_the_structure_tree(form):
    tree = PdfReader(BytesIO(form)).root_object["/StructTreeRoot"]["/ParentTree"]
    numbered = dict(zip(tree["/Nums"][::2], tree["/Nums"][1::2], strict=True))

    for widget in widgets(form):
        element = numbered[widget["/StructParent"]].get_object()
        assert (element["/S"], widget["/F"]) == ("/Form", 4)
        assert "/A" not in widget


def test_a_document_without_fields_has_no_form():
    drawn = RENDERERS["pdf"](document(Blank("Namn")), now=NOW)

    assert PdfReader(BytesIO(drawn)).get_fields() is None


def test_the_same_form_and_clock_make_the_same_bytes(form):
    assert RENDERERS["pdf"](FORM, now=NOW) == form


@pytest.mark.parametrize("lines", range(20, 27))
def test_a_list_that_goes_on_overleaf_keeps_its_tags_beside_the_code(lines):
    items = List(tuple(Item("punkt " * 40) for _ in range(4)))
    drawn = replace(document(*[Paragraph("rad")] * lines, items), code=FORM.code)

    assert RENDERERS["pdf"](drawn, now=NOW)
