"""Words of pleasure, with how strong they are (to 4). Inflected forms follow them unless listed."""

from __future__ import annotations

TEXT = """
3.4: breathtaking ecstatic euphoric extraordinary flawless magnificent masterpiece outstanding phenomenal
spectacular sublime superb
3.2: adoration adore adored amazing awesome bliss blissful brilliant elated elation euphoria excellent
exceptional fabulous fantastic glorious incredible jubilant marvellous marvelous overjoyed paradise
perfect perfection rapture stellar stupendous thrilled wonderful
3.0: amazeballs astounding astronomical awesomesauce awsome beautiful best bravissimo dazzling delighted
divine ecstasy enamored enamoured enchanted enthralled enthralling euphorically exemplary exhilarating
exquisite exultant finest gloriously godsend gorgeous greatest hallelujah heartwarming heavenly impeccable
infatuated joy joyful joyous jubilation lifesaver love loveable loved loves loving magical magnificently
marvel masterful masterfully matchless mesmerized mesmerizing mindblowing miracle miraculous orgasmic
peerless perfecto sensationally smitten spellbinding splendid splendidly stunning terrific triumph
triumphant unbeatable unforgettable unmatched unrivaled unrivalled unsurpassed wondrous unmissable
virtuoso virtuosity transcendent transcends resplendent beguiling bewitching sumptuous opulent
2.8: adorable amazingly beautifully beauty blast blessed blessing brilliance brilliantly champion charming
cheerful cherish delight delightful dreamy enchanting excellence exceptionally excited fabulously genius
gleeful great happiest hero heroic hilarious ideal impressive invaluable lovely majestic perfectly radiant
ravishing remarkable sensational superbly superior thrilling treasure tremendous victorious victory winner
wonderfully
2.6: acclaim acclaimed admirable admirably admiration admire applaud applause appreciative beautifull
bountiful celebrate celebration cherished classy commend commendable congrats congratulate congratulations
delicious dream elegance elegant enjoy enjoyable enjoyably enjoyed enjoying enjoyment esteemed euphonious
excelent excitement exciting exhilarated exhilaration exquisitely fabulousness flawlessness flourish
freedom fun gaiety glad gleaming glowing graceful gracious grandeur grateful gratefully gratified gratify
gratifying gratitude greatful happily happiness happy heartening heartfelt huzzah idolize idyllic
illustrious impressed inspiration inspirational inspired inspiring invigorated invigorating joyfully
jubilee kindness laudable laughter lovingly luxurious luxury majesty merriment mirth mouthwatering nom
noms omnomnom ovation passion passionate picturesque pleased pleasently pleasurable pleasure praise
prestige prestigious pride prosper prosperity proud ravishingly refreshed refreshing rejoice rejuvenated
rejuvenating renowned revere revered romantic scenic scrumptious smartest sparkling splendor splendour
squee stylish superhero sweetness tantalizing tasteful tasty terrifically thankful thankfully thrive
thrives thriving treasured uplifted uplifting vibrant whee wheee whoohoo whoop wittiest wonderland woo
woohooo wooo woop worship yayy yeehaw yippie yummo yummy gripping riveting compelling enthralls captivates
captivate poignant heartrending rousing stirring sidesplitting rollicking delightfully charmingly
engrossing absorbing masterly nuanced evocative electrifying exuberant exuberance effervescent
irresistible endearing heartwarmingly spellbound funnier incisive perceptive deft deftly superlatively
sublimely triumphantly inventiveness gorgeously
2.4: affection affectionate amused amusing angel angelic appreciate appreciated appreciation attractive
brave caring charm comfy compassion compassionate coolest cosy courage courageous cozy cute energetic
enthused enthusiasm enthusiastic fave favorite favourite festive fond fortunate fortunately friendship
funniest funny generosity generous genuine genuinely gifted handsome harmony heaven honest honestly
honesty hopeful hottie humor humorous humour hyped improved kindhearted laugh laughed laughing lively
lovable loyal loyalty luckily lucky merry optimism optimistic party peace peaceful pleasant pleasantly
pleasing praiseworthy psyched pumped recommend recommendable recommended recommending recommends reward
rewarding satisfaction satisfactory satisfied satisfying satisfyingly serene serenity sexy stoked succeed
succeeded success successful successfully super sweet sweetest sweetheart talented trustworthy wealth
wealthy win winning wise witty won uproarious
2.2: aced adept advantage advantageous advantages affable affordable altruistic amiable amicable astute
attentive awesomeness babe badass bargain beneficial benefit better blissed brainiac brainy breakthrough
bright bubbly champions championship charisma charismatic chill chilled chillin chivalrous clever
compassionately competent conquer conquered considerate courteous courteously creamy crisp crispness
cuddle cuddling cuddly cutie dazzle dazzled dependable durability durable efficiency efficient efficiently
effortless effortlessly empathetic empower empowered encourage encouraged encouragement encouraging
exclusive expertise expertly eyecandy fantasy fervent flattered flattering foxy fragrant friend friendlier
friendly friends gain gains gallant gem gentleman gentlemanly giddy giggle goldmine gorgeousness grin
grinning heartily helpful helpfully helpfulness honorable honourable hottest hug hugs imaginative improve
improvement improves improving ingenious ingenuity innovation innovative insight insightful intuitive
inventive jackpot jazzy kickass kiss kisses knowledgeable likably lovey luscious lush magnetic masters
masterwork mastery medal mellow milestone nailed nice nicely nicer nicest nifty nurture nurtured nurturing
overcame overcome patient patiently peacefully personable podium polite politely popular precious premium
prevail prevailed professional professionalism professionally proficient profit profitable prompt promptly
rave raved raves raving reassure reassured reassuring reccomend recomend recommendation recommendations
refreshingly reliability reliable reliably relief relieved relieving respectful respectfully responsive
rich richly robust rocked rocking rocks sassy satisfies satisfy savvy seamless seamlessly selfless skilful
skilled skillful slayed sleek smart smile smiled smiles smiling smooch smooches snazzy snuggle snuggles
snuggly sociable soothe soothed soothes soothing spiffy spirited spunky squeal sturdier sturdy supportive
tastier tenderly tenderness thoughtful thrill thrills tickled topnotch triumphed triumphs trophy twinkle
valuable velvety versatile versatility vigor vigorous vigour virtue virtuous vivacious warm warmly warmth
welcome welcoming wholeheartedly wonders worthwhile wowed zeal zealous zest zesty winsome quirky offbeat
whimsical whimsy zany cleverly cleverness smartly artistry craftsmanship finesse panache flair verve
sizzle sizzling crackles chemistry charmer crowdpleaser feelgood affecting believable credibly realism
realistic vividness atmospheric taut edgy suspenseful substance resonant resonates resonate memorable
unforgettably timeless iconic noteworthy strikingly striking impeccably tastefully redeeming redeem
redeems redemption laughs hoot gems treasures entertains amuses delights charms dazzles soars soar soaring
succeeds wins
2.0: accuracy accurate accurately agreed agreement agrees attractively awarded awards bestseller bonus
bravo buddy calm calming care cared cares cheers clean cleaner cleanly clearer comfort comfortable
comfortably comforting compliment complimentary complimented confidence confident confidently congenial
convenience convenient conveniently creative creativity crisply ease easier easiest easily easy elegantly
fab faster fastest flexibility flexible fluid gentle gently gift gifts glorify glory good goodness handy
heal healed health healthier healthy honor honored honour honoured hooray hurrah hurray immaculate kudos
neat neatly noble originality pal powerful powerfully precise precisely pristine prize props quicker
quickest rapid relax relaxation relaxed relaxing respect respected sharp sharper sharpness sincere
sincerely sincerity slick smooth smoother smoothly solid solidly speedily speedy spotless stronger
strongest strongly supporting thank thanking thanks thankyou tidy toast treat treats trust trusted
trusting useful usefully usefulness vivid vividly wellbeing woohoo woot worth worthy yay yays yippee yum
1.8: accommodating accomplish accomplished accomplishment achieve achieved achievement achieves aesthetic
aesthetically agile alleviates amaze amazed amended anniversary artful artfully artistic assuage assuaged
assured assuredly astonished astonishing audible babies balanced barbecue bargains bbq beach beam beaming
beloved bestie besties bff bless bounty brighten brightened brightens brighter brightness buddies
bulletproof butterflies cake capable capably carnival certainty champagne cheapest cheery chic chocolate
classic cleared cocktails compact compatible compensated concert configurable cookies cool cooperative
corrected cupcake customizable darling dear dearest dedicated dedication delish deluxe dependably devoted
diligence diligent diligently durably eager eagerly entertain entertained entertaining entertainment
ergonomic ergonomically exceed exceeded exceeds excellently expandable expedite expedited expediting fair
fairness faithful faithfully fan fans fascinate fascinated fascinating festival finely fireworks foolproof
forgive forgiven forgiving fortified freebie freebies fresh freshly glam glamorous glitchless glossy gold
golden graduate graduated graduation hah haha hahaha hardworking harmonious harmoniously heehee hehe
hehehe hired honey honeybun honeymoon hubby icecream indestructible indulge indulgent interesting
interestingly interoperable intriguing jolly justly kitten kittens kitty lavish legible lightning
lightweight likable likeable liked likes liking lmao lmfao luminous mercy newborn nimble noiseless
outperform outperforms painless pals pamper pampered parade patched peacefulness peppy picnic playful
plush polished portable posh positive positively prefer preferable preferably preferred premiere
prioritized promoted promotion prompter protect protected protects puppies puppy radiance radiate rainbow
rainbows reactivated ready reasonable reasonably reassurance reassures reassuringly reconcile reconciled
rectified rectify refunded reimburse reimbursed reinstated rejoiced relish relished relishes renewed
repaired resolved rofl roomy rugged ruggedly rustproof safe safeguard safeguarded safely safer safest
safety savers savor savored savour secured securely sensible sensibly shine shines shining shiny simple
simpler simplest simplicity simplified simplify snappy solutions solved solver solves sorted soulmate
spacious stabilised stability stabilized stable steals streamlined sturdily sunny sunrise sunset sunshine
superfast superlative surpass surpassed sweetie sweetpea thriftily tranquility troubleshooter ultrafast
unbreakable unlocked unobtrusive upbeat upgradable upgradeable vitality waive waived waterproof welcomed
wifey willing xox xoxo zippy spotlessly cozier homely quaint rustic secluded breezy airy fluffy juicy
flavorful flavourful savory savoury appetizing appetising aromatic crispy crunchy succulent scrumptiously
attentively obligingly graciously warmhearted walkable breathtakingly restful rested pampering sanitized
hygienic freshness
1.6: acceptance accepting addictive admirer ambition ambitious amuse appeal appealing approval approve
approves aw award awe aww awww bloom blossom captivated captivating catchy cheaper clarified clarity clear
consistency consistent consistently correcting correctly cure cured determined dignity discount discounted
distinctive effective effectively effectiveness energized engage engaged engaging enhance enhanced
enhancement enhances excel excelled excelling excels fast flawlessly gladly gracefully grow growing growth
happier hooked humane humble humbly immersive impress impresses improvements inexpensive instantly lol
loveliest luck lucked merrily modern motivate motivated motivating motivation optimal optimized optimum
pleasures pretty proper properly punctual punctually recover recovered recovery refine refined rescue
rescued resourceful savings snug sophisticated sophistication strong suitable suited survive survived
survivor swift swiftly thorough thoroughly thrifty timely understandable uniquely upgrade upgraded
optimistically justice democracy democratic liberty freedoms reform reforms reformed bipartisan consensus
reconciliation truce ceasefire stabilizes rebound rebounded recovering boom booming innovate innovates
innovating breakthroughs accountability accountable integrity honorably dignified nobly merit merits
deserving deserved deserves rightful rightly empowerment empowering empowers prudent prudently commendably
praised praises praising lauded laud endorse endorsed endorsement endorses admired admiring respectable
respectably volunteerism heroism heroically bravely courageously resilient resilience revitalize
revitalized restore protection safeguarding healing heals
1.4: ace adequate adequately advanced adventure adventures adventurous alive alleviate alleviated ally
alright bday benevolent birthday blessings bold boldly bond bonding bonny charitable charity cheer
cheerfully christmas connecting curiosity curious cushy dance dances dancing decent decently donate
donation dope eased elite empathy epic fancy fixed forgiveness free freed freely gained glow goodmorning
goodnight grant granted grants groovy holiday holidays hope invite invited inviting joined leader legend
legendary meaningful mint promising quick quickly rad remedied remedies remedy shared sharing sing special
sufficient sufficiently superstar swell sympathetic sympathy tender together tolerable tops understanding
unique unite united unity vacation volunteer wedding weekend wished wishes wishing wonder works wow xmas
yep yup
1.2: abundance abundant acceptable accessible achievable advance advancement advancing agree agreeable
ample approved articulate attainable authentic authenticity bonafide boost boosted boosting boosts brisk
briskly camaraderie coherent collaborate collaborated collaboration community companion companionship
comprehensible concise constructive constructively convince convinced convincing cooperate cooperated
cooperation credible diplomatic doable eco elevate elevated eloquent eloquently energize energizing enrich
enriched enriches enriching equality equitable eternal everlasting evolve evolved expand favor favorable
favorably favored favour favourable favourably feasible fellowship flourishing fruitful fulfil fulfill
fulfilled fulfilling fulfillment functional futuristic generously groundbreaking hale handier hearty
helped helper helping helps homey hopes hospitable hospitality hot humanitarian humility impartial
important impressively independence independent intelligible interested justifiable justified keen keenly
lasting lawful legit legitimate liberate liberated liberation lighthearted logical lucid lyrical
manageable mature maturity melodic modest naturally nourish nourishing nutritious obliged obliging organic
partnership passable perk perks philanthropic pioneer pioneering plenty pluses poetic practical
practically pragmatic productive productively progress progressed progressing prospering proven pure quiet
quietly rational reachable reliableness reputable responsibility responsibly restored rhythmic sage sane
sanity saved saves silent silky soft softly solidarity sovereign sparkle sparkles sparkly steadfast
steadily steady strength stunner succinct sustainable tactful tactfully teamwork tested thoughtfully
trailblazing tranquil trusty tuneful usable useable value valued values visionary warranted wellness
wholesome wholesomeness willingly wisdom workable yes intuitively bugfree glitchfree integrates
streamlines enjoys organized organised snugly washable supple absorbent leakproof odorless rechargeable
energyefficient economical frugal budgetfriendly touching transparent transparency principled
1.0: ability accommodate accommodated aha ahh aid aided aids alrighty assist assistance assisted assisting
assists backlit bigger biggest cheerio coolio correct credited dawn energy fine fits fitting gg gr8 grats
gratz gud hee hopefully hoping ily increase increased increasing inspire intact kewl kind kindly kool loll
lolz luv luvs matched mmm newer newest noice okey ooh plus quieter roflmao rotfl save secure slay solution
stars straightforward supports teehee thanx thnx thx tks tnx top ty tysm w00t worked yaas yas yass yasss
0.9: yeah
0.8: accepted baby beer definitely interest join music natural ok okay pizza plays quality saving solving
star support supported wine working opportunity opportunities restores renew renewal
0.7: huge
0.6: able accept available certainly coffee connected easygoing fit forever handmade hello leading lit
morning original play playing pls plz possible promise readable resolve responsible share solve sure
understands understood visible wish yea adjustable breathable
0.5: active big connects finally game games help hi new please well
0.4: clearly hey hoped large played surely understand wanna
0.3: confirmed connection eligible
0.2: credit lead responded security want wanted
"""
