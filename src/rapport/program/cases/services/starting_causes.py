"""Root causes that most companies know, to begin a tree with."""

STARTING = {
    "Our process": ("Takes too long", "Too many steps or hand-overs", "Rule that does not fit the customer",
                    "Promise not kept"),
    "Our product or service": ("Does not work as sold", "Breaks or fails", "Hard to use", "Not available"),
    "What we said": ("Wrong information", "Unclear or missing information", "Nobody told the customer"),
    "How we treated the customer": ("Not listened to", "Impolite or impatient", "Left waiting"),
    "Price and billing": ("Wrong bill", "Unexpected charge", "Refund late or missing", "Too expensive"),
    "Systems": ("Outage or fault", "Data wrong or missing", "Website or app"),
    "A partner": ("Delivery", "Supplier", "Other partner"),
    "The customer's own situation": ("Changed needs", "Misunderstanding", "Cannot be influenced by us"),
}  # fmt: skip
