"""What the assistant and the system say before and between the people."""

from rapport.story.words.phrases import bank

BOT_ASKS = bank("""
    [Hi|Hello]! I'm Finn, Halyard's [assistant|digital assistant]. [What is it about|What can I help you with]?
    [Welcome|Hello], Finn here, [your digital deckhand|Halyard's chatbot]. In a few words: [what do you need|what's wrong]?
""")

BOT_TOPIC = bank("""
    [talk to a person|a human please|agent]
    [problem with my account|need help|question about my contract]
    [it doesn't work|something's wrong|complaint]
""")

QUEUED = bank("""
    [Thank you|Got it]. I'm [passing you to a colleague|looking for somebody who can help].
    [One moment|Okay], a [person|colleague] will be with you [shortly|in a moment].
    [I couldn't find an answer to that|That's beyond me]. [Connecting you|I'll get a human].
""")

JOINED = bank("""
    {agent_first} [joined the chat|has joined|is now with you]
    You are [now|] connected [with|to] {agent_first}
""")

LEFT = bank("""
    Chat [closed|ended] after [10|15] minutes without [an answer|activity]
    Customer [has left|left] the [chat|queue]
""")

VOICEMAIL = bank("""
    [Nobody is available|All lines are busy] right now. [Please leave a message|Please call again later].
""")
