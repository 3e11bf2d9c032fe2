"""Words that say nothing of a concern: they hold sentences together, or are said out of courtesy."""

from __future__ import annotations

_GRAMMAR = """
a an the this that these those there here it its it's
i me my mine myself we us our ours you your yours u ur he him his she her hers they them their theirs one
am is are was were be been being do does did done doing have has had having 've 'm 're 's 'd 'll
i'm i've i'd i'll you're you've you'd you'll we're we've we'd we'll they're it'll that's there's what's
who's let's let can could may might must shall should will would ll ve re d s t m
and or but if then than so as because while though although since until
of at by for with about into through during before after to from in out on off over under up down again
very too just only also even still already yet really actually basically simply rather quite
some any all each every both few more most other such own same
who whom which what's whose
now today right currently
"""

_COURTESY = """
hi hello hey hiya greetings dear good morning afternoon evening night sir madam ma'am maam
please pls plz kindly thanks thank thankyou thx ty welcome appreciate appreciated
sorry excuse pardon ok okay yes yeah yep yup no nope sure alright well fine great oh ah um uh uhm hmm mhm
mm er like maybe perhaps guess think guys team folks everyone anyone someone somebody
bye goodbye cheers wonderful perfect nice awesome
"""

_ASKING = """
want wanted wants wanna gonna need needed needs needing would like love looking look trying try tries wish
hope hoping able possible wondering wonder help helping assist assistance assisting calling call called
contacting reaching request requesting ask asking question know tell let go going gotta seem seems
give show find provide get getting got take make
"""

GRAMMAR = frozenset(_GRAMMAR.split())
COURTESY = frozenset(_COURTESY.split())
ASKING = frozenset(_ASKING.split())
"""How a wish is put, whatever the wish is. Some of them name a concern in a few companies (`call`), so they
count less instead of nothing."""

_UNNAMED = """
how when where why not much many long new old other way thing things time times day days
"""
UNNAMED = frozenset(_UNNAMED.split())
"""They may set a concern apart, but make no name for it."""
