"""What people write is data: never markup, never a format, never a command."""

import pytest

from service.document.prose import prose
from service.renderers import RENDERERS
from tests.documents.samples import NOW, PLACES, document, one_of_each
from tests.reading import bare, said

TYPST = ['#read("/etc/passwd")', "$x$", "= x", "*b*", "_i_", "\\", "@x", "<b>", "~"]
WORD = ["</w:t></w:r><w:r><w:t>INJECTED", "Müller & Söhne <b>x</b>", "&amp;", "%", "^"]
CODE = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% raw %}",
    "{title}",
    "\\input{/etc/passwd}",
    "=cmd|' /C calc'!A0",
]
WEB = ["<script>alert(1)</script>", "javascript:alert(1)", '"onmouseover=', "' OR 1=1"]
SCRIPTS = ["Анна", "ıİẞß", "O'Brien", "van der Å", "Ė", "ليلى", "👨‍👩‍👧"]
ALL = [*TYPST, *WORD, *CODE, *WEB]


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
@pytest.mark.parametrize("text", ALL)
def test_every_field_of_every_block_is_drawn_as_written(text, form):
    drawn = said(RENDERERS[form](one_of_each(f"\x07{text}\x1b"), now=NOW), form)

    assert drawn.count(bare(text)) == PLACES
    assert drawn.isprintable()


@pytest.mark.parametrize("text", ALL)
def test_plain_text_is_plain(text):
    drawn = said(RENDERERS["txt"](one_of_each(f"\x07{text}\x1b"), now=NOW), "txt")

    assert drawn.count(bare(text)) >= PLACES


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "txt"])
@pytest.mark.parametrize("text", ALL)
def test_prose_in_swedish_is_drawn_as_written(text, form):
    drawn = said(RENDERERS[form](document(*prose(text)), now=NOW), form)

    assert bare(text) in drawn


@pytest.mark.parametrize("text", SCRIPTS)
def test_names_of_many_scripts_have_their_letters(text):
    drawn = said(RENDERERS["pdf"](one_of_each(text), now=NOW), "pdf")

    assert sorted(drawn) == sorted(
        said(RENDERERS["docx"](one_of_each(text), now=NOW), "docx")
    )


def test_html_holds_no_tag_that_we_did_not_write():
    html = RENDERERS["html"](one_of_each("<script>x</script>"), now=NOW).decode()

    assert "<script" not in html
