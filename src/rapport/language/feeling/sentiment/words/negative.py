"""Words of displeasure, with how strong they are (to -4). Inflected forms follow them unless listed."""

from __future__ import annotations

TEXT = """
-0.1: only
-0.2: charge dont not refund
-0.3: didnt huh leave return wait why
-0.4: apologies apologise apologize charged doesnt fee instead nah never rain wouldnt
-0.5: apology cant cold couldnt dark no nope nothing serious silly
-0.6: demand fees hardest heavy hmm hmmm limited lowest rainy shot static supposedly unexpected wont
-0.8: alone busy cancellation concerning insane killer sorry storm traffic
-0.9: bloody cancel canceling cancelling cancels cheap crazy drunk empty freaking hard late shut stop
-1.0: aged aging blah blind concerned drain drained draining drains expired falling fell hang hangs harder
hung lesser misses odd risk risks stopped stopping stops unaware uneven unknown unsuccessful
unsuccessfully warning generic
-1.1: canceled cancelled
-1.2: blocked bug bumpy cheaply demanded demanding dispute disputed dodgy doubt emergency facepalm greasy
heavier hesitation hmph iffy issue issues limitation limitations limits loud louder meh nag nagging pfft
quit restrict restricted restriction restrictions restrictive rip ripped rough rust rusty slippery smh
sticky strict strictly suspect tough trap trapped tsk waited waiting deficit deficits inflation drags tore
-1.3: invalid miss weird
-1.4: adware aghast alarmed alarming alarmingly alienated alienating amateur amateurish ambivalent
apologising apologizing appall apprehension apprehensive avoid avoided avoiding avoids awkwardness
backfire backfired backlash banal barren bleed bleeding bloat bloated bloatware brittle burden burdens
burdensome burnout buzzes cliche cliched cloudy clutter cluttered complaint complaints complicate
complicates compulsive counterproductive crack crackle crackling crapware crass creepiness crud crude
crudely cynic cynics damnation damper dang darn deafening deficiency deficient demented deranged
derivative dire direly disable disabled disables disaffected disappear disappeared disappearing disappears
disbelief disconcerted disconcerting discontinue discontinued discourage discouraged discouraging
disenchanted disillusioned dismal dismally dismay dismayed dissuade distract distracted distracting
distraction drowsy eerie estranged feeble foggy fooling foreboding fragile frail freak freaks frickin
friggin fruitless fuckin fume fuss futile futility garbled gravely groggy gun guns hackneyed haphazard
haphazardly hastily hasty haunted haunting heck hiss hissing hissy homesickness hum hunger hungover
illiterate impractical improper improperly inadequacy inane inappropriate inappropriately incredulous
indecisive ineffective ineffectual inefficiency inefficient inefficiently inelegant inexperienced insomnia
insufficiency irresponsible irresponsibly lackluster lacklustre lax leery lethargic lewd lonesome longing
lunatic malware maniac meager measly meltdown misgivings muffled murky nagware negligently nervousness
neurotic nightmares nostalgic nuts obnoxiously obscene obscenity obsessive ominous outburst overexposed
paranoia paranoid perturbed phobia pixelated pixelation pointlessness predictable pressure pressured
primitive profane profanity psycho psychotic puny qualms queasiness rant ranted ranting rants rash rattled
raunchy reckless recklessly remorse remorseful repent rudimentary rushed scant scanty scarce scarcity
sceptic schizo scratchy screechy seedy shaken shoddily shortage shortages shrill sin sinful sins skeptic
skimpy slack slacker sleepless sloppily sluggishly slum smeared smelly smudge smudges smudgy sparse spooky
spyware squalid squalor starved strain strained stunk tactless tantrum tastelessly teary tense tension
thirsty tinny trepidation trite unattended unbecoming unchecked undecided underexposed undermine
uneducated unengaging unenthusiastic uneventful unexciting unfamiliar unfit ungainly unhinged uninformed
uninterested uninteresting unmonitored unnerved unnerving unoriginal unpolished unproductive unqualified
unremarkable unsettled unsettling unskilled unsuitable unsuited untrained unwieldy uproar vanish vanished
vanishes vulgar wary weaken weariness whiff wistful yearning
-1.5: declined error fight missing unable
-1.6: allergic allergy ass baffled baffling bewildered bizarre bounced bugged bugs cheapo cheesy corny
cramp creaky damn deactivated delay dim errors fade faded fades fading faint fiddly finicky flimsier
forget forgets forgot forgotten fucking hangover harsh harshly incompatibility incompatible itchy loss
missed nausea oddly perplexed problem puzzled puzzling revoke revoked rigid sadistic severe severely
sleepy squeaky stiff strange strangely suspend suspended suspension terminate terminated termination tire
tiring tricky undelivered unfinished unreachable unreadable unsupported unused void weirdly weirdo worn
crashy spammy adridden paywall freezing uninstall uninstalled uninstalling uninstalls clickbait
unskippable incompatibly deprecated unreliably inconsistently inaccurately leaky wobbles rattly squeaks
squeaking flimsily breakable scuffed scuffs frays unraveled unravel unraveling shrank shrunk shrinks baggy
misshapen discolored discoloured pilling rips punctured clogs clog corroded corrodes corrosion rusted
rusts
-1.7: delayed lose lost problems stuck tired
-1.8: accident apathetic apathy arrested bankrupt bankruptcy bias biased bland chaos chaotic collapse
collapsed collapses costly crime crimes danger dangerous dangerously debt debts decline declines degrade
degraded deteriorate deteriorated discard disorganised disorganized drugs dump dumped dumping dumps
earthquake embarrassingly excessive excessively exorbitant expensive fatal flood flooded floods fussy
hazard hazardous heartless hesitant hesitate homeless hostage hungry hurricane hypocrisy hypocrite
hypocritical impatient impatiently inconsiderate indifference indifferent insecure insecurity insensitive
meaningless merciless monotonous needless needlessly offend offends outcry petty picky pointless
pointlessly poverty prejudice pricey quits quitting redundant reluctant reluctantly repetitive riot risky
ruthless scold scolded senseless shaky shoot shooting sloppy stab stale stubborn tasteless thoughtless
tornado uncertain uncertainty unhealthy unnecessarily unnecessary unorganized unprofessionally unprotected
unsafe unsteady unsure untidy unwilling unwillingly virus vulnerable warn warned warnings weep wildfire
worsening
-1.9: mess sick
-2.0: accidental accidentally accidents adverse adversely adversity annoyances antagonistic antagonize
argue argued argues arguing argument arguments backlog backlogged ban bankrupted banned bans barred
belittle belittled belligerent bicker bickering bleak blurred blurry bossy bother bothered bothering
bothers bothersome bottleneck breach breached broke brooding buffering bulky calamity catastrophes choppy
clash clogged cocky collision combative complainer conceited conflict conflicted conflicts confrontation
congested congestion conniving controlling convicted counterfeit cramped crap crestfallen cringe cringing
crowded cunning cynical damage defaulted degrading delaying delays delinquent demean demeaned demeaning
dent dented dents derailed deserted deter deterrent detrimental difficult difficulties difficultly
difficulty disadvantage disadvantaged disadvantages disagree disagreed disagreement disagrees
disappointedly disconnect disconnected disconnecting disconnects discouragingly disheartened disheartening
dislike disliked dislikes disliking disqualified disrupt disrupted disruption disruptive distort distorted
distortion domineering downcast downhearted downtime droopy egotistical erratic erratically evicted
eviction excluded exclusion exploit exploitation exploited exploiting fake faked fakery fakes faking false
falsely felony feud fickle fired flake flaked flakey flaky forbidden foreclosed foreclosure forged forgery
forsaken frantic frantically frenzied fuzzy garnished gimmick gimmicky glum grainy gridlock grim gripe
gripes griping groan groans grumble grumbled grumbles grumbling hack hacked hacker hackers hamper hampered
hampers haughty hectic hell hinder hindered homesick hypocrites illegal illegally imitation impede impeded
impedes impediment impossible impossibly incomplete insincere insincerely interfering intermittent
intermittently interrupted interruption interruptions intrusive invasive isolated isolation jerky jitter
jittery jobless jumpy knockoff lack lacked lacking lacks lag lagging laggy lags lawsuit lawsuits layoff
layoffs litigation loose manipulate manipulated manipulating manipulative marooned meddling
miscommunication misfortune mishandle mishandled mishap mishaps misinform misinformation misinformed
misplace misplaced mistrusting mock mocked mocking mocks morose nags narcissist narcissistic nitpick
nitpicking noise noisy nosy nuisance obstacle obstruct offender offenders ostracized outage outages
outcast overbearing overbooked overcrowded overdue overhyped overloaded overrated oversold overwhelmed
overworked patchy penalized penalties penalty perpetrator pessimism pessimistic pester pitiful pity
pompous pouting pretend pretending pretends pretentious prohibit prohibited prosecute prosecuted protest
protested protests provocation provoke provoked pushy quarrel rattle rattles rattling regretting
repossessed ridicule ridiculed sabotage sabotaged sagging saggy sceptical scratch scratches scream
screamed screaming shadiness shifty shout shouted shouting shunned sigh sighs skeptical skipping skips
sleazy slimy slow slower slowest slowly sluggish sly smug sneaked sneaky snob snobbish snobby snooty
snubbed sob sobbing spam spammed spammer spamming spotty squabble squabbles stain stained stains stranded
struggle struggled struggles struggling stupidest stutter stuttering stutters sue sued suing sulk sulky
sullen surly swear tacky taunt taunted tearful tears tease teased temperamental thwart thwarted tragedies
tumultuous turbulent turmoil unanswered unavailable underhanded undermined unemployed unemployment
unexplained unfulfilled unjustifiable unjustified unlawful unpredictable unreliableness unresolved unrest
unsolved upheaval vain violate violated violates violation volatile whiner whiners wince wobbly woe wrecks
wrong yell yelled yelling injustices tyranny tyrannical tyrant dictator dictatorship oppression oppressive
oppressed oppress brutality repression repressive authoritarian corruptly cronyism nepotism bribery bribe
bribes bribed scandal scandals scandalous shamelessly shameless deceitfully falsehood falsehoods lie
demagogue demagoguery bigotry xenophobia xenophobic hatemongering extremist extremists extremism militants
militant terrorize terrorized insurgency insurgents warfare wars genocidal bloodshed carnage ruinous
calamitous catastrophically disastrously recession insolvency insolvent shortfall slump slumping plunge
plunged plunging plummet plummeted plummeting crumbling crumble crumbled erode eroded erosion eroding
deteriorating deterioration stagnation stagnant stalemate deadlock impasse paralysis dysfunction
dysfunctional recklessness irresponsibility ineptly boondoggle wrongdoing misconduct malfeasance abuses
exploitative predatory predator predators inequity inequality inequalities disparity disparities
segregation persecuted persecution imprisoned imprisonment incarcerated jailed detained executed
assassinate assassinated assassination hostages kidnap kidnapped kidnapping trafficking addict addicted
addiction epidemic pandemic outbreak famine starvation starve drought impoverished destitute homelessness
hardship hardships plight crises peril perilous imperil jeopardize jeopardized jeopardy endanger
endangered endangering menace menacing threatens inflame inflamed incite incited hostilities condemn
condemned condemnation condemns denounce denounced denounces decry deplore deplored lament laments
lamented lamentable accusation accusations allegation allegations alleged indicted indictment
unconstitutional illegality
-2.1: sad
-2.2: ache aches aching antiquated archaic burn burned burns burnt cheat cheated cheating cheats clunky
complicated confuse confused confuses confusing confusingly confusion convoluted counterintuitive cracked
cracks creep creeps creepy crisis criticise criticism criticize criticized criticizes crushed cumbersome
debacle dirty disapproval disapprove discomfort disgustingly disregard disregarded distrust disturb
disturbed disturbing disturbs doubted doubtful doubts downside downsides drawback drawbacks dubious
erroneous erroneously excuse exhaust exhausted exhausting fatigue fatigued fault faults fever flaw flawed
flaws flu headache headaches helpless helplessly inability inadequate inadequately incapable inconvenience
inconvenienced inconvenient inconveniently incorrect incorrectly injured injuries injury insufficient
insufficiently jammed jams leak leaked leaking leaks messed messes messing messy migraine mistake mistaken
mistakenly mistakes mistrust misunderstand misunderstanding misunderstood negative negatively negatives
obsolete outdated overcomplicated overheated overheating overheats pain scratched screw screwing screws
shady shit shock shocked shocking shockingly shortcoming shortcomings sketchy sore suspicion suspicious
suspiciously unclear uncomfortable uncomfortably underwhelmed underwhelming uneasiness uneasy unfriendly
ungrateful unimpressed unimpressive uninspiring unintuitive unkind unpleasant unpleasantly unrealistic
unreasonable unreasonably untrue untrustworthy unwanted unwelcome vague vaguely weak weaker weakest
weakness weaknesses weary wound wounded wrongly wrongs filth grime dusty dustballs roach bedbug rundown
lumpy unclean unsanitary unhygienic oily charred rubbery chewy lukewarm watery nauseated foodpoisoning
unwelcoming inattentive understaffed unorganised
-2.3: fuck
-2.4: abandon abandoned abandoning abandons accuse accused accuses accusing afraid allergies anxiety
anxious anxiously argh arghh arrest arrogance arrogant ashamed attack attacked attacking attacks awkward
awkwardly bedbugs bent bigoted bitch blame blamed blames blaming bleh blemish blemishes blunder blundered
blunders bore bored boredom boring botch botched bruise bruised bruises bugginess buggy bum bummed bummer
bungle bungled bust careless carelessly carelessness chipped clueless clumsy clunker cockroach cockroaches
complain complained complaining complains condescending constipated contaminated contamination corrupted
crabby cranky crappier craptastic cripple crippled cruddy crummy curse cursed curses damaged damages
damaging decay decayed decaying deface defaced defected defectively deform deformed denial denied denies
deny denying deprived devastate diarrhea dinged dingy discriminate discriminated discrimination
discriminatory dismissed dismissive displeased displeasing displeasure disrespect disrespected
disrespectful distress distressed distressful distressing dizzy doom doomed dread dreaded dreading dreary
dud duds dull embarrass embarrassed embarrassing embarrassment envious envy ew eww faultily feverish
fiascos fighting fights flaking flavorless fleece fleeced flimsy flop flopped flops flub flunk flunked
fought fracture fractured frayed freezes froze gah garish gaudy gibberish glitch glitches glitching
glitchy gloom gloomy goof goofed gouge gouged gouging greed greedy grimy grr grrr grubby grumpy grungy
harm harmed harmful harming harms hassle hassled hassles hokey homophobic ick icky ignorance ignorant
ignore ignored ignores ignoring illegible illogical impolite inaccuracy inaccurate inaudible incoherent
incomprehensible inconsistent indecipherable inedible inept ineptitude inequitable inferior infestation
infested injure injures intolerance intolerant irrational jail jealous jealousy kitschy lame lamest
laziness lazy lemon letdown letdowns lopsided malfunction malfunctioned malfunctioning malfunctions mangy
mar marred mediocre mice mildew misadvised misbehave misbehaved misbilled miscalculated miscalculation
mischief misdirected misguided misjudged mislabeled mislaid mismanaged mismanagement mispriced misquoted
misrepresentation misrepresented misuse misused moan moaning moldy moody mouldy mourn mourning musty
nauseous nervous nervously nonsensical obnoxious overbilled overcooked overdraft overdrawn overpriced
patronising patronizing peeled peeling pissy polluted pollution prejudiced prison problematic punish
punished punishment queasy rats ratty refusal refuse refused refuses refusing regret regretful regrets
regrettably regretted reject rejected rejecting rejection rejects roaches rot rotted rotting rude rudely
rudeness sarcastic screwup screwups scruffy selfish sexism sexist shabby shame shoddy snafu soggy sorrow
sorrows spoil spoiled spoils spoilt sprain sprained stingy stress stressed stressful stressing subpar
substandard suckiest surcharge surcharges swollen tarnish tarnished tattered tawdry tedious tiresome torn
toxins trouble troubled troubles troublesome troubling ugh ughh unappealing unappetizing unattractive
unauthorised unauthorized unauthorizedly unbearably uncaring undercooked unfairness unflattering
unfortunate unfortunately unhelpful unintelligible unjustly unlistenable unlucky unplayable unprofessional
unreliable unresponsive unresponsiveness unsatisfactory unsatisfied unsatisfying unsightly unstable
unusable unwatchable unworkable vermin warped waste wasted wasteful wastes wasting whine whining whiny
worried worries worrisome worry worrying wreckage yuck yucky tedium plodding ponderous turgid lifeless
listless soulless joyless humorless humourless witless mindless brainless vapid vacuous inert limp flaccid
flabby muddled muddle jumbled jumble incoherently contrived contrivance formulaic clichéd cliché cliches
clichés recycled rehash rehashed retread uninspired unimaginative pedestrian stilted wooden cardboard
cartoonish caricature caricatures stereotypical stereotypes sappy schmaltzy mawkish maudlin syrupy
saccharine preachy pretentiousness indulgently overwrought overblown overlong overstuffed overdone
overacted overacting bombastic gratuitous juvenile sophomoric puerile infantile drivel hokum schlock tripe
dreck drek claptrap hogwash balderdash rubbishy unfunny laughless unconvincing implausible implausibly
preposterous farcical aimless aimlessly meandering meanders tiresomely snooze snoozefest yawn yawns
yawning snore snores misfire misfires misfired misstep missteps fizzles fizzle fizzled falters falter
sputters stumbles stumble stumbled squanders squandered squander shallow superficial hollow forgettable
underdeveloped underwritten undeveloped unsatisfyingly unlikable unlikeable grating irritatingly
bewildering disjointed slapdash smuggling persecute
-2.6: absurd aggravated aggravating aggravation annoy annoyance annoyed annoying annoyingly annoys bad
badly barf barfing bitter bitterly bitterness bogus breaks broken bullied bully bullying crash crashed
crashes crashing cried cries cry crying dammit damnit dead defect defective defects devil die disappoint
disappointed disappointing disappointingly disappointment disappointments disappoints disease diseased
dissatisfaction dissatisfied douche douchebag dumb dumber dumbest fail failed failing fails failure
failures faulty fear feared fearful fiasco filthy fool fooled foolish foul frighten frightened frightening
frustrate frustrated frustrates frustrating frustratingly frustration frustrations goddamn gross guilt
guiltily guilty harass harassed harassing harassment hopeless hopelessly horror hurt hurtful hurting hurts
ill illness injustice irritate irritated irritates irritating irritation jerk jerks kill laughable
loneliness lonely loser losers loses losing losses ludicrous mad maddening madness mislead misleading
misled mistreat mistreated mistreatment nastier nasty neglect neglected neglectful negligence negligent
nonsense overcharge overcharged overcharges overcharging painful painfully pains panic panicked panicking
phony poison poisoned poor poorer poorest poorly puke resent resented resentful resentment ridiculous
ridiculously rob robbed robbery robbing saddened saddening sadder saddest sadly sadness scare scared
scaring scary screwed sham sickness stank stench stink stinking stinks stinky terrified terrify terrifying
threat threaten threatened threatening threats toxic uglier ugliest ugly unfair unfairly unhappiness
unhappy unjust upset upsets upsetting useless uselessly vomit worse worsen worsened worsens
-2.8: abusers abysmally aggression aggressive aggressively agonized airhead ambush anger angered angrily
angry anguish assault assaulted atrociously bawling bereaved blackmail buffoon bullies clown clowns coerce
coerced conned contempt contemptible contemptuous corrupt corruption criminal criminals crushing deceit
deceitful deceive deceived deceiving deception deceptive defeat defeated defeats dejected deplorably
depressed depressing depression desolate despair despairing despondency despondent destroy destroyed
destroying destroys destruction destructive dimwit disapointed disapointing disapointment disdain
disdainful disgrace disgraced disgraceful disgracefully dishonest dishonestly dishonesty dissapointed
dissapointing dissapointment distraught dolt dumbass dumbo dunce embezzle enrage exasperated exasperating
exasperation excruciating extort extortion forlorn fraudsters frustated fuming gloomily grief grieve
grieving halfwit helplessness hopelessness horible hostile hostility humiliate humiliated humiliating
humiliation hysterical hysterically idiocy idiot idiotic idiots ignoramus imbecile imbeciles incensed
incompetence incompetency incompetent incompetents indignant indignation inexcusable infuriate infuriates
insufferable insult insulted insulting insults intimidate intimidated intimidating intimidation
intolerable invade invaded invasion irate irked irksome jackass junk liar liars lied lies looted looting
lousy lying malevolent malice malicious melancholy moron moronic moronically morons mournful nightmare
nightmarish nitwit offended offensive pathetic pathetically phishing powerless ridiculousness ripoff
ripoffs rotten rubbish ruin ruined ruining ruins scathing scorn scornful scum scumbag seething shameful
shamefully shattered shattering sobs spite spiteful starving stupid stupidity stupidly suck sucked sucking
suckish sucks sucky suffer suffered suffering suffers swindle swindled swindler tearfully terible thievery
torment tormented tortuous trash trashy twit unacceptable unacceptible unbearable unendurable unethical
unforgivable uselessness vandalism vandalized victim victims wailing weeping worthlessness wreck wrecked
insufferably abominable godawful execrable stinker stinkers trainwreck trainwrecks cringeworthy vomitous
repellant
-3.0: agonising agonizing agony awful awfully betray betrayal betrayed betrays bigot bomb bombed bombing
brutal brutally bullshit cancer cheater crappy crook crooked crooks cruel cruelly cruelty damned despise
despised devastated devastating devastation dreadful dreadfully enraged fml fraud fraudster fraudulent
furious garbage ghastly heartbreaking heartbroken hideous infuriated infuriating inhumane livid miserable
miserably misery nauseating outrage outraged outrageous piss pissed pisses racism racist rage raging
repulsive revolting scam scammed scammer scammers scams shite shitty sickened sickening steal stealing
stole stolen theft thief thieves traitor trauma traumatic traumatized vicious violence violent violently
war worthless wtf
-3.2: abhorrent abomination abuse abused abuser abusing abusive abysmal amputated appalling appallingly
arse arsehole asshole assholes atrocious atrocities atrocity barbaric bastard bastards bitches bollocks
casualties casualty catastrophe catastrophic clusterfuck corpse cunt deadly death demonic deplorable
despicable detest detested diabolical dickhead died dies disaster disasters disastrous disgust disgusted
disgusting disgusts drown drowned dying evil fatalities fatality fatally fucked fucker fuckers fuckup
fuckwit funeral funerals hate hated hateful hates hating hatred heinous hellhole hellish horrendous
horrible horribly horrific killed killing kills loathe loathed loathing loathsome molest molested
monstrous motherfucker overdose paralyzed pedophile pervert perverted prick putrid rancid repellent
repugnant sadist sadistically satanic shithole shitstorm sinister slut strangle stroke suffocate suicidal
suicide terrible terribly terror tragedy tragic tragically tumor twat vile wanker whore worst wretched
-3.5: genocide hitler holocaust massacre murder murdered murderer murdering murderous nazi rape raped
rapist slaughter slaughtered terrorism terrorist torture tortured
"""
