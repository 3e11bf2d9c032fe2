"""What the built embedding is compared on with the model in float: as customers and agents write."""

PROBE = "I was charged twice for my order and nobody answers the phone."
SENTENCES = (
    PROBE,
    "Where is my parcel?",
    "cancel my subscription",
    "How do I reset the password of my account?",
    "My internet has been down since yesterday morning, and your technician did not come.",
    "Thank you so much, that solved it!",
    "Hello",
    "I'd like to change the delivery address of order 48213 to my office.",
    "the app crashes when i open my bills",
    "Can I get a refund? The shoes arrived in the wrong size and one of them has a scratch.",
    "I want to speak to a supervisor now.",
    "What are the fees for sending money abroad?",
    "Please book a table for four at seven.",
    "My card was declined at the supermarket although there is enough money in the account.",
    "ok thx",
    "I am moving next month and need to know whether I can take my contract with me, and what it costs.",
    "Is the shop at the station open on Sundays?",
    "You told me last week that somebody would call back. Nobody did. This is the third time I explain it.",
    "Let me check that for you, it will take a moment.",
    "I'm sorry for the trouble this caused; I have credited 10 dollars to your next bill.",
    "someone used my card without asking",
    "do you have vegetarian options on the flight to Lisbon",
    "The heating in our room does not work and reception says it is normal.",
    "What is the balance of my savings account?",
)

SAID_ON = 8
MEASURED = (
    *SENTENCES,
    " ".join(SENTENCES),
    *(
        " ".join([word] * SAID_ON)
        for word in sorted({word for one in SENTENCES for word in one.lower().split()})
    ),
)
"""What is measured how far numbers go in the network: the sentences, a long text, and each word said over and
over, for a token that hears nothing but itself goes furthest."""
