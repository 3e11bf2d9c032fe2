"""What customers say beside their concern: greetings, moods, reactions, farewells."""

from rapport.story.words.phrases import bank, banks

GREETING = bank("""
    [Hi|Hello|Hey|Hi there|Good morning|Good afternoon|Good evening].
    [Hi|Hello], [I need some help|can you help me|I hope you can help|quick question].
    [Hello|Hi], [is anybody there|anyone there]?
    [Hi|Hello], [it's|this is] {first} {last_name}.
    [Good morning|Good afternoon|Hello], my name is {name}, [customer number|account] {account}.
""")

MOOD = banks({
    "calm": """
        [No big drama|It's not urgent], but I'd like it [sorted|settled].
        [Could|Can] you have a look, please?
        [Thanks in advance|Thanks for looking into it].
        [Just wondering|I was wondering] what I [can|should] do.
        I hope this is the right [place|department].
    """,
    "worried": """
        I'm [a bit|really|quite] worried [because I need it|about this], [to be honest|honestly].
        [I don't know|I'm not sure] what [happens|to do] now and it [keeps me awake|makes me nervous].
        [Is this going to cost me|Will I have to pay for this]? [That scares|It worries] me a little.
        I really can't [afford|have] [a mistake here|more trouble].
        Please tell me this can be [fixed|put right], I'm getting [nervous|scared].
    """,
    "upset": """
        [This is getting|It's] really [frustrating|annoying|tiring].
        I've [already|now] contacted you [twice|three times|{days} times] about this.
        [Honestly|Frankly], I [expected|hoped for] better [from you|after {years} years].
        [I'm tired of|I'm fed up with] [explaining this|chasing you].
        [Why|How come] is it so hard to get a [straight answer|simple thing done]?
    """,
    "angry": """
        This is [ridiculous|outrageous|a joke|unacceptable]!
        I am [furious|really angry|beyond angry]. [Fix it|Sort it out] today [or I'm gone|or I leave].
        [What a|Such a] [shambles|disgrace]. I want [a manager|somebody in charge].
        You [people|guys] have [wasted my week|lied to me], and I've had [enough|it up to here]!
        I'll [post this everywhere|go to the regulator|take it to the papers] if it isn't [solved|settled] today.
    """,
    "rushed": """
        I [only have|have about] [five|ten] minutes, so [please be quick|let's be quick].
        [Quick please|Short version please], I'm [on my way out|between meetings|at work].
        I have to [leave|pick up my kids|board] in [ten|a few] minutes.
        [No small talk please|Just the short answer], I'm in a hurry.
    """,
})  # fmt: skip

AGAIN = bank("""
    I [wrote|called|was in touch] about this on {date} [already|and it isn't solved].
    [This is a follow-up|I'm following up], reference {old_ref}. It [still|was supposed to be solved but it still] isn't [right|fixed].
    [Me again|It's me again], I'm afraid. The thing from {date} is [back|not solved].
    Your colleague [promised|told me] on {date} it'd be [done|fixed]. It [isn't|is not].
""")

REPEATED = bank("""
    I [just told|already gave] you that.
    [As I said|Like I said], it's {account}.
    I've [typed|said] that [above|already]: {account}.
    [Again? |]It's {account}, same as [before|a minute ago].
""")

IDENTIFIES = bank("""
    [Sure|Yes|Of course], {name}, {account}.
    {name}, and the account is {account}.
    It's {account}, under {name}, {street}.
    [My name is|I'm] {name}, born {birth}, account {account}.
    {account}. The email on it is {email}.
    {name}. You can reach me [at|on] {phone} if we get cut off.
    Account {account}, {email}.
""")

STILL_THERE = bank("""
    [Hello?|Are you still there?|Anybody there?|Hello, still there?]
    [Have you gone?|Did I lose you?|Is this thing on?]
    It's been [five|ten|six] minutes...
    I [haven't got all day|am still here], you know.
""")

FEELS_HEARD = bank("""
    [Thank you|Thanks] for [saying that|understanding].
    [Appreciate that|I appreciate it].
    [Okay|Alright], that [helps|is nice of you].
    At last somebody [listens|gets it].
""")

FEELS_IGNORED = bank("""
    [Did you read what I wrote|Are you even listening]?
    [That's it|No word of apology]? [Wow|Okay then].
    I just told you [how bad this is|what it's doing to us] and you [ask for numbers|go straight on].
    [You don't sound very interested|It feels like talking to a wall].
""")

BLAMED = bank("""
    [Excuse me|Sorry]? [Now it's my fault|So it's my fault now]?
    I did [exactly|just] what your [booklet|page|colleague] said.
    [Don't|Please don't] [put this on me|blame me].
""")

PUZZLED = bank("""
    [Sorry|Pardon], what does that mean?
    I [didn't understand|got] [a word of that|none of that]. In plain English?
    [You lost me|No idea what that means].
    [And|So what does that mean] for me?
""")

TOO_SOON = bank("""
    [Wait|Hang on], I [wasn't finished|had another question].
    [Hold on|One moment], what about the [rest|other thing]?
    You're in a [rush|hurry], aren't you. I [still|also] wanted to ask something.
""")

NO_SALE = bank("""
    I [didn't ask for|don't want] that, I want [my problem solved|this fixed].
    [Seriously|Really]? You're [selling me something|trying to sell me things] now?
    [Not now|No thanks], first [sort|fix] this.
""")

LIKES_EXTRA = bank("""
    [Oh, I didn't know that|That's useful|Good to know], thanks.
    [Nice|Handy], I'll [try|do] that.
    [Ah, clever|Great tip].
""")

RESOLVED = bank("""
    [Great|Perfect|Brilliant|Wonderful], that's [exactly what I needed|sorted then|what I hoped for].
    [Oh good|That's a relief|Phew], [thank you|thanks] [so much|a lot|very much].
    [It works|I can see it now|Yes, I see it], [thank you|thanks]!
    [Excellent|Super], [that was easy|quick as well].
    [Okay|Alright], [that solves it|that's settled], [thanks|thank you].
""")

HALF_RESOLVED = bank("""
    [Okay|Hm, okay|Fine], but [is it solved now|what happens next]?
    [Right|Okay]... and [when|how] will I [know|hear]?
    So I [just wait|have to wait and see]?
    That [doesn't really|doesn't quite] [answer my question|help me].
    [Hm|Well], I was hoping you could [actually do|fix] it now.
""")

UNRESOLVED = bank("""
    So [nothing has changed|I'm where I started].
    [That's not good enough|This doesn't solve anything].
    I [can't believe this|give up]. I'll [try again tomorrow|call somebody else].
    [Great|Wonderful], so nobody can [help|do anything].
    [Then|In that case] I want [this in writing|to make a complaint].
""")

BYE_HAPPY = bank("""
    [Thanks|Thank you] [{agent_first}|again|for your help], [have a good one|have a nice day|take care].
    [You've been|That was] [very helpful|great|really kind], [thank you|thanks].
    [No, that's all|That's everything], [thanks a lot|thank you], [bye|goodbye].
    [Cheers|Thanks], [bye|all the best].
""")

BYE_NEUTRAL = bank("""
    [Okay|Alright], [thanks|thank you]. [Bye|Goodbye].
    [No|Nope], that's [all|it].
    [Fine|Okay then]. Bye.
    [We'll see|Let's see]. Thanks.
""")

BYE_UNHAPPY = bank("""
    [Right|Fine|Okay]. [Bye|Goodbye then].
    [Not impressed|Very disappointing|Waste of time].
    I'll [remember this when my contract ends|think about {carrier}].
    [Forget it|Never mind].
    [We'll be in touch again, I'm afraid|I'll be back tomorrow, no doubt].
""")

SECOND = bank("""
    [Oh, and|One more thing:|While I have you,|By the way,] {second}.
    [Also|And also], {second}.
    [Before I forget|Another thing], {second}.
""")

CHECKS_DOUBT = bank("""
    [There's no need to|Don't] talk to me like that.
    [I'm not stupid, you know|I'm not a child]. I [know what I see|was there].
    I [don't like|resent] your tone.
    [Excuse me|Wow]? [That's a bit much|I asked for help, not for that].
""")
