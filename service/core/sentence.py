"""A sentence said in English by the code and translated by the door that shows it."""


class Sentence(str):
    """English text that remembers its template, so that a catalogue can translate it.

    `Sentence("The end must be later than {start}.", start="08:00")` reads as English;
    `template` and `values` are what `Words.say` needs for every other language.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, str]

    def __new__(cls, template: str, **values: str) -> "Sentence":
        sentence = super().__new__(
            cls, template.format(**values) if values else template
        )
        sentence.template = template
        sentence.values = values
        return sentence
