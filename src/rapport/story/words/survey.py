"""What customers write into the open question of a survey."""

from rapport.story.words.phrases import bank

COMMENT_GOOD = bank("""
    [Quick|Fast] and [friendly|kind], {topic} was [sorted|solved] in one go.
    [The agent|She|He] [really listened|knew what to do] and [called back as promised|explained everything].
    [Finally|At last] somebody who [takes ownership|cares]. Thank you.
    [Easy|Painless], [no waiting|hardly any wait], [done|solved].
    [Great service|Very helpful] about {topic}. [Keep it up|10 out of 10].
    [Was about to leave for {carrier}|I was ready to quit], but {topic} was handled [so well|really well] that I stay.
""")

COMMENT_MIXED = bank("""
    [Friendly|Nice enough], but I [still don't know|had to ask twice] when {topic} will be [done|settled].
    {topic} is [solved|okay now], though it took [too long|{days} days].
    [Okay|Fine], [nothing special|no complaints, no praise].
    [The person was nice|Nice people], the [system|process] isn't.
    Got [an answer|help] about {topic}, [not sure it's right|let's see if it lasts].
""")

COMMENT_BAD = bank("""
    [Nobody|No one] [listens|takes responsibility], {topic} is [still not solved|the same as before].
    [Had to explain it|Explained it] [three|four] times and was [passed around|sent away].
    [Told two different things|Wrong information] about {topic}. [Very poor|Awful].
    [{days} days|Weeks] and [no solution|nothing]. [{carrier}, here I come|I'm looking at {carrier}].
    They [blamed me|made it sound like my fault]. [Never again|Unbelievable].
    [Just read from a script|Robotic answers], [no empathy|no interest] at all.
""")
