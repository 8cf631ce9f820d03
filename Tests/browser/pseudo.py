"""Invented languages show what a translation would break: longer words, letters from the right, words never handed over."""
from barriers import overflow, untranslated
from demo import CAST
from pages import public_paths
from runner import expect_none, test
from visitors import discover, in_language

PSEUDO = ["en-XA", "ar-XB"]


def problems(page, paths, language):
    found = []
    for path in paths:
        page.goto(in_language(path, language))
        found += [(path, problem) for problem in untranslated(page) + overflow(page)]
    return found


@test("every public page holds in {}", *PSEUDO)
def public(visitors, language):
    with visitors.visitor() as page:
        expect_none(problems(page, public_paths(page), language))


@test("every page behind the sign-in holds in {}", *PSEUDO)
def behind_sign_in(visitors, language):
    found = []
    for role in CAST:
        with visitors.visitor(role) as page:
            found += problems(page, discover(page, "/my").values(), language)
    expect_none(found)
