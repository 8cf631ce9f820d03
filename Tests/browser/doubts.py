"""A check that can't fail is none: each is shown a page broken in just its way."""
import barriers
from runner import test

SOUND = '<!DOCTYPE html><html lang="en" dir="ltr"><head><title>T</title></head><body><main><h1>[Sound]</h1>{}</main></body></html>'

BROKEN = {
    "a picture without words": (barriers.axe, '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
    "grey on grey": (barriers.axe, '<p style="color:#999;background:#aaa">[pale]</p>', "color-contrast"),
    "targets too small and too near": (barriers.axe, '<button style="inline-size:9px;block-size:9px;padding:0;font-size:6px">a</button>' * 3, "target-size"),
    "a field without a label": (barriers.axe, "<input name=a>", "label"),
    "a word too long": (barriers.overflow, "<p>" + "w" * 200 + "</p>", "too wide"),
    "a picture that is not there": (barriers.pictures, '<svg><use href="/assets/pictures.svg#unicorn"></use></svg>', "unicorn"),
    "two first headings": (barriers.heading, "<h1>[Two]</h1>", "2 h1"),
    "words outside brackets": (barriers.untranslated, "<p>Left in English</p>", "Left in English"),
    "a label outside brackets": (barriers.untranslated, '<nav aria-label="Main"></nav>', "Main"),
    "a number outside brackets": (barriers.untranslated, "<p>[Places:] 6</p>", "6"),
    "an option outside brackets": (barriers.untranslated, "<select><option>All</option></select>", "All"),
    "a bracket left open": (barriers.untranslated, "<p>[Cut o</p>", "left open"),
    "the wrong language": (lambda page: barriers.language(page, "ar", "rtl"), "", "ar"),
    "a style the policy forbids": (lambda page: page.faults, '<p style="color:red">[Red]</p>', "Content Security Policy"),
    "a script the policy forbids": (lambda page: page.faults, "<script>0</script>", "Content Security Policy"),
    "a script that fails": (lambda page: page.faults, '<script src="/broken.js"></script>', "broken on purpose"),
}


@test("the checks see {}", *BROKEN)
def seen(visitors, fault):
    check, markup, word = BROKEN[fault]
    with visitors.visitor() as page:
        serve(page, SOUND.format(markup), strict="policy" in fault)
        assert any(word in problem for problem in check(page)), f"not seen in {check(page)}"


@test("the checks find nothing wrong with a sound page")
def sound(visitors):
    with visitors.visitor() as page:
        serve(page, SOUND.format("<p>[All is <bdi>well</bdi>.]</p>"), strict=True)
        assert barriers.all_of(page, "en", "ltr") + barriers.untranslated(page) == []


def serve(page, markup, strict):
    """Puts this page in place of the real one, under the real policy where that is what is doubted."""
    policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'"} if strict else {}
    page.route("**/*", lambda route: route.fulfill(body=markup, content_type="text/html", headers=policy))
    page.route("**/broken.js", lambda route: route.fulfill(body="throw new Error('broken on purpose')", content_type="text/javascript"))
    page.goto("/")
