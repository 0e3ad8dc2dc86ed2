"""What each refusal means, by its status. Every one of them is in the document too."""

from service.core.sentence import Sentence

TITLES: dict[int, Sentence] = {
    400: Sentence("The request cannot be read."),
    401: Sentence("A valid API key is needed."),
    403: Sentence("This key may not be used for that."),
    404: Sentence("Nothing is known under that address."),
    405: Sentence("That cannot be done with this address."),
    406: Sentence("No answer in the asked format."),
    408: Sentence("The request took too long to arrive."),
    409: Sentence("The present state does not allow it."),
    413: Sentence("The request is too large."),
    414: Sentence("The address is too long."),
    415: Sentence("The body has the wrong format."),
    422: Sentence("Some answers need another look."),
    429: Sentence("Too many requests."),
    500: Sentence("Something went wrong on our side."),
    503: Sentence("The service is busy."),
}
OTHER = Sentence("The request was refused.")
