"""Words that say nothing by themselves, though their look or their stem may."""

from __future__ import annotations

TEXT = """
0.0: aces actually although backing barely beater bested bests breaker breakers calms chip coldly complete
concern concerns contacted cooled cooler cooling cracker crackers dears earlier early ended ending ends
even exactly fairly fanned fanning fasted fasting fined finer fines fining firely fires forgiveable frees
freezer gamer gaming gooder goods hanger hardly hitting honeys hotel hotels hoter hotly however insurance
interestings interestrate interests joins kinds lated lately later lates latest least light lighter
lightly lights like likely matter matters meaning means meant mints musical musics nearly newly news
parties pass passed passes passing player players playlist playlists post posted posts present presented
presently presents promised prompted promptings prompts rays rest resting rests right rights righty ripper
ripping rocket roughly sharely shooters shorter shortest shortly sicker smarts sounding sounds stared
starer starling starring start started starting starts stopper stored stormed swells topped topping
treated treating treatment treatments tried try trying unless valuing waiter waiters wants warmer warmest
warming welcomely welcomes wells without moved moving default defaults depth
"""
