"""What nobody asks for any more makes room for what somebody does."""

from threading import Event

from rapport.work.results.shelf import Kept, Shelf, State
from rapport.work.understanding import later

NOW = State(1)


def test_of_too_many_that_wait_the_longest_unasked_is_dropped_and_begun_again():
    shelf, begun, ended, made = Shelf(9, queued=2), Event(), Event(), []

    def slow():
        begun.set()
        ended.wait(60)
        return Kept("slow", NOW, 0.0, 0.0)

    def ask(key, wait_s=0.0):
        return shelf.ask(key, NOW, lambda: made.append(key) or Kept(key, NOW, 0.0, 0.0), wait_s)

    shelf.ask("slow", NOW, slow, 0.0)
    assert begun.wait(60)
    for key in ("a", "b", "a", "c"):
        assert ask(key) is None
    ended.set()
    assert ask("c", 60) == "c" and made == ["a", "c"], "b was dropped: a was asked for after it"
    assert ask("b", 60) == "b"


def test_who_waits_for_the_whole_waits_also_when_it_was_dropped():
    from concurrent.futures import ThreadPoolExecutor
    from time import sleep

    shelf, ended = Shelf(9, queued=1), Event()
    shelf.ask("slow", NOW, lambda: ended.wait(60) and Kept("slow", NOW, 0.0, 0.0), 0.0)
    with ThreadPoolExecutor(1) as pool:
        file = pool.submit(shelf.ask, "file", NOW, lambda: Kept("file", NOW, 0.0, 0.0))
        while "file" not in shelf._working:
            sleep(0.01)
        shelf.ask("page", NOW, lambda: Kept("page", NOW, 0.0, 0.0), 0.0)
        ended.set()
        assert file.result(60) == "file"


def test_few_comments_are_held_and_they_wait_for_nothing_else():
    assert later.COMMENTS.most <= 4 and later.COMMENTS._thread is not later._SHELF._thread
