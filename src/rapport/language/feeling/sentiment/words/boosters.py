"""Words that say how much: what is added to the next feeling word's strength, as a share of it."""

from __future__ import annotations

TEXT = """
0.30: very really extremely incredibly absolutely totally completely utterly so super hugely enormously
tremendously exceptionally insanely ridiculously unbelievably remarkably particularly especially truly
deeply highly fully entirely thoroughly immensely intensely majorly mega ultra uber hella freaking fucking
fuckin friggin frickin effing flipping bloody damn most much too purely quite seriously such extra
amazingly awfully terribly dreadfully horribly fantastically wonderfully wickedly genuinely sincerely
greatly heavily mighty overly radically substantially supremely vastly vitally way whole real exceedingly
extraordinarily incredible total complete absolute utter pure sheer always every all
-0.35: slightly somewhat kinda sorta partly partially marginally mildly moderately occasionally sometimes
little bit barely hardly scarcely almost less rather relatively fairly semi reasonably supposedly
allegedly somehow maybe perhaps possibly apparently
"""
