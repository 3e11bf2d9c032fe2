"""How customers type and talk: typing errors, half sentences, fillers."""

from __future__ import annotations

from rapport.story.words.phrases import Draw

FILLERS = (
    "Um, ",
    "Uh, ",
    "Yeah, so ",
    "Well, ",
    "So, ",
    "Right, so ",
    "Okay, ",
    "Look, ",
    "I mean, ",
    "Erm, ",
)
MIDDLE = (", you know,", ", um,", ", like,", ", uh,", ", I mean,", ", well,")
THINKING = ("Okay.", "Let me see...", "Mhm.", "Right.", "Yes.", "Sure.")


def typed(text: str, draw: Draw) -> str:
    """As somebody types into a chat."""
    number = draw()
    style = number % 20
    if style < 6:
        text = text.lower() if style < 4 else text[:1].lower() + text[1:]
        text = text.removesuffix(".")
    elif style < 9:
        text = text.removesuffix(".")
    elif style == 9:
        text = text.replace("!", "!!").replace("?", "??")
    if number // 32 % 9 == 0:
        text = _slip(text, number >> 10)
    return text


def _slip(text: str, number: int) -> str:
    """Two neighboring letters of a plain word change places, or one is lost."""
    words = text.split(" ")
    place = number % len(words)
    word = words[place]
    if len(word) > 4 and word.isalpha():
        at = 1 + number // 64 % (len(word) - 3)
        swapped = word[at + 1] + word[at] if number // 4096 % 3 else word[at + 1]
        words[place] = word[:at] + swapped + word[at + 2 :]
    return " ".join(words)


def spoken(text: str, draw: Draw) -> str:
    """As somebody talks on the phone."""
    number = draw()
    if number % 4 == 0:
        filler = FILLERS[number // 4 % len(FILLERS)]
        keeps = text.startswith(("I ", "I'", "Halyard")) or not text[1:2].islower()
        text = filler + (text if keeps else text[:1].lower() + text[1:])
    if number // 64 % 4 == 0:
        words = text.split(" ")
        if len(words) > 8:
            at = 3 + number // 512 % (len(words) - 6)
            if words[at - 1].isalpha():
                words[at - 1] += MIDDLE[number // 4096 % len(MIDDLE)]
                text = " ".join(words)
    return text
