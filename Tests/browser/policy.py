"""By what the hub chooses where not everyone can be helped: tried on the open market, put in force, read by whoever is concerned."""
from runner import test
from visitors import in_language


def try_out(desk, aim, **more):
    desk.goto(in_language("/round/policy", "en"))
    desk.check(f"main input[name=aim][value={aim}]")
    for field, value in more.items():
        if field == "fair":
            desk.check(f"main input[name=fair][value={value}]")
        elif field == "first":
            desk.select_option("#first", value)
        else:
            desk.fill(f"#{field}", value)
    desk.click("form[action='/round/policy/trial'] button")


@test("a coordinator sees, without scripts, what another policy would change before it holds; then the round names it")
def choosing(visitors):
    with visitors.visitor("coordinator", java_script_enabled=False) as desk:
        try_out(desk, "longest", first="children")
        assert "Needs that are helped" in desk.inner_text("main table"), desk.inner_text("main")
        before = desk.inner_text("section:has(#force)")
        assert "Longest waiting first" not in before, "trying has changed what holds"
        desk.click("form[action='/round/policy'] button")
        assert "Longest waiting first" in desk.inner_text("section:has(#force)")
        desk.goto("/round")
        assert "another policy" in desk.inner_text("main")
        desk.click("form[action='/round'] button")
        assert "Longest waiting first" in desk.inner_text("main")


@test("a coordinator reads what fairness between groups costs, in a picture and in a table; what is wrong stays as typed")
def fairness(visitors):
    with visitors.visitor("coordinator", java_script_enabled=False) as desk:
        try_out(desk, "most", fair="language", percent="0")
        assert desk.locator("figure.chart polyline.one").count() == 1
        assert desk.locator("table:has(caption:text('The price of fairness today')) tbody tr").count() == 6
        assert desk.evaluate("document.documentElement.scrollWidth") <= 360, "the page is wider than a phone"
        try_out(desk, "most", fair="language", percent="many")
        assert desk.input_value("#percent") == "many" and desk.locator(".problems a").count() == 1
