"""The first visit is light: it is paid for by the megabyte."""
from demo import LANGUAGES
from runner import test
from visitors import in_language

MOST = 50_000


@test("the first visit weighs at most 50 KB uncompressed in {}", *LANGUAGES)
def first_visit(visitors, language):
    with visitors.visitor() as page:
        answers = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(in_language("/", language), wait_until="networkidle")
        sizes = {answer.url: len(answer.body()) for answer in answers}
        # A browser without a window asks for no icon; one with a window does.
        for icon in page.eval_on_selector_all("link[rel=icon]", "links => links.map(link => link.href)"):
            sizes[icon] = len(page.request.get(icon).body())
        assert len(sizes) >= 4, f"only {list(sizes)} were loaded"
        assert sum(sizes.values()) <= MOST, f"{sum(sizes.values())} bytes: {sizes}"
        assert all(url.startswith(visitors.address) for url in sizes), f"another site is asked: {list(sizes)}"
