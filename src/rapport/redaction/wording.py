"""Ordinary words that are also names, and small words that are never the start of an address."""

from __future__ import annotations

# Lower-case words people write all the time; as a name they count only where the place says "name".
_COMMON = """
    abbey able amber amen angel arch archer art ash aurora autumn baker bank banks basil bay bean
    bear beau bell berry best bill bird bishop black blaze blue bond book booth bowman branch brand
    bridge brook brooks brown buck bud bull burns bush butler candy card carol carpenter carter case
    cash chance charity chase chip christian church clay clean clear cliff close cloud cole cook
    cool cooper coral cotton crane cross crystal curry daisy dale dawn day days deal dean dear
    destiny dick dock doll dollar drew duke dusty earl early ease english eve ever fair faith fall
    farmer fern field fields finch fine fisher flint flower flowers forest fork foster fox frank
    free french friend frost gale garden gay gene german gift ginger glen glory gold golden good
    goodman grace grand grant grass gray green grey guy hall hand hardy harmony harp hart hazel head
    heart heath heather henna hill hills holly home honey hood hope horn house hunt hunter iris iron
    ivory ivy jade jasmine jay jean jewel jolly josh joy judge just justice key keys kind king kit
    knight lace lake lamb lance land lane lark law leaf lee liberty light lily link little long lord
    love low luck lucky major man maple mark marks marsh mason max may meadow melody mercy merry
    miles mill miller mills miner mint miss money moon moore more moss myrtle new newman nick night
    noble north nova nurse oak olive opal page paige palmer park parker parks pat patience peace
    pearl penny pepper pierce pike pine piper pool poppy porter post potter power powers price pride
    prince prior queen quick quill rain rainbow rains ran ray red reed reid rice rich ring river
    rivers rob robin rock rod rose rosemary rowan ruby rush rusty sage sales sandy savage scout seal
    serenity service sharp shaw shepherd short silver singer skip sky small smart smiley snow sommer
    south spring star stark steel stella stone storm strong sue sugar summer sunny support swan
    sweet swift tab tad tanner taylor team temple thorn tick tiger todd travel trinity true tucker
    turner van victor vine violet wade walker wall walls ward warden warner waters wave way weaver
    webb weber wells west wheeler white wild will willow wing winter winters wise wolf wood woods
    woody worth wren wright young zen
"""

# Written with a capital wherever they stand: months, days, places, tongues.
_CAPITAL = """
    adelaide alexandria amazon america apple april asia atlanta august aurora austin berlin boston
    bristol brooklyn cairo camden carolina charlotte chelsea chester china christmas cleveland
    columbia columbus cuba dakota dallas december dell denver devon dublin easter eden egypt
    elizabeth england english essex february florence florida ford france french friday geneva
    georgia german germany google hamilton hampton harlem holland houston hudson india ireland
    israel italy jackson jamaica january jersey jordan july june kent kenya kingston kiwi lancaster
    lincoln lisbon london lourdes lyon madison madrid malta manchester march may mexico microsoft
    milan monday monroe montana montgomery netflix nevada newport norfolk november october odessa
    orlando oxford paris phoenix pittsburgh poland portland preston princeton regina rio rome salem
    samsung santiago saturday savannah scotland september shannon sheffield sofia sony spain
    stafford stuttgart sunday sydney tesla texas thursday trent troy tuesday uber valencia venice
    victoria vienna virginia visa wales warren warwick washington wednesday wellington windsor york
    zion
"""

_FUNCTION = """
    a about account achat acheté address again all also am an and angry any anyone are arrive
    arrived as at available back be because been bestellt bought but buy by call came can cancelled
    chat cheaper check checked checking click commande commandé compra comprado contact could deal
    deals delivered details did directly do does done down email emailed error everyone everything
    found from gekauft get getting go going got had happy has have he hello help her here hi him his
    how i if in information is it item items just kaufen know let listed live located login look
    looked looking lot made mail me meet mich my no not now of off on one online only or order
    ordered orders our out over page paid pedido people please post price prices problem product
    products purchase purchased reach reached read received reviews said sale sales saw see seen
    sell send sent service she shop shopped shopping sign signed site so sold someone something
    staff starting stay stock store support team thanks that the their them then there these they
    thing things this to today tomorrow uns up us use used visit visited was we web website went
    were what when where which who why will with work worked working works would wrote yesterday you
    your
"""

COMMON_WORDS = frozenset(_COMMON.split())
ALWAYS_CAPITAL = frozenset(_CAPITAL.split())
FUNCTION_WORDS = frozenset(_FUNCTION.split())
