"""Words that change what others say, and the plainest words of English."""

from __future__ import annotations

NEGATORS = """
no not never none nothing nobody nowhere neither nor without cant cannot wont dont doesnt didnt isnt arent
wasnt werent aint couldnt wouldnt shouldnt hasnt havent hadnt mustnt neednt mightnt rarely seldom nope
hardly barely scarcely lack lacks lacking lacked nvr minus nothin dunno
"""

ANSWERS = "no nope none"
"""Negators that are often an answer of their own, with or without a comma behind them."""

CONTRASTS = "but however yet except nevertheless nonetheless whereas"

CONCESSIONS = "although though despite while"

CONDITIONS = "if unless whether would could should might wouldve couldve shouldve may"

WISHES = "want wants need needs needed please expect expected"

WISHING = "id wed"
"""Who would like something: what follows "like" and "love" behind these is wished for."""

PLAIN = """
i me my mine myself you your yours yourself he him his she her hers it its we us our ours they them their
theirs this that these those here there who whom whose which what when where why how a an the and or nor
so because as than of to in on at by for with from into onto over under about after before between through
during up down out off again then once now just only also too very not no yes be am is are was were been
being have has had having do does did doing will would shall should can could may might must if while
until each some any all both few more most other another such own same one two three first second last
next get got go going gone went come came want wants need needs know let make made take took give gave see
say said tell told think ask use used using put set call called call number name day days week month year
today tomorrow yesterday time please hello hi hey thanks ok yeah still already ever always even back per
etc via im id ive youre dont cant didnt
"""
