"""What keeps people out of a page: each check returns sentences, and none when all is well."""
from pathlib import Path

import axe_playwright_python

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page):
    page.evaluate(AXE)
    found = page.evaluate(
        """tags => axe.run(document, {runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]})""",
        TAGS)
    return [f"axe {rule['id']}: {rule['help']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"][:3]]


def overflow(page, width=320):
    """Words or things wider than the narrowest phone."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": before["height"]})
    found = page.evaluate("""() => {
        const root = document.documentElement, wide = root.scrollWidth - root.clientWidth;
        if (wide <= 0) return [];
        const isOut = box => box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
        const out = [...document.body.querySelectorAll("*")].filter(element => isOut(element.getBoundingClientRect()));
        const inner = out.filter(element => !out.some(other => other !== element && element.contains(other)));
        return [`${wide} px too wide`, ...inner.slice(0, 3).map(element => element.outerHTML.slice(0, 160))];
    }""")
    page.set_viewport_size(before)
    return [f"overflow at {width} px: {', '.join(found)}"] if found else []


def language(page, tag, direction):
    is_right = page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [tag, direction]
    return [] if is_right else [f"the page does not say that it is in {tag}, {direction}"]


def heading(page):
    count = page.locator("h1").count()
    return [] if count == 1 else [f"{count} h1"]


def pictures(page):
    """Pictures that are not in the sprite: they leave an empty box."""
    used = set(page.eval_on_selector_all("use", "uses => uses.map(use => use.getAttribute('href'))"))
    sprites = {file: page.request.get(file).text() for file in {href.split("#")[0] for href in used}}
    return [f"there is no picture {href}" for href in used if f'id="{href.split("#")[1]}"' not in sprites[href.split("#")[0]]]


def all_of(page, tag, direction):
    return axe(page) + overflow(page) + language(page, tag, direction) + heading(page) + pictures(page) + page.faults


# Walks the text as it is read; what stands in no bracket was never given to the translators.
UNTRANSLATED = """() => {
    const isData = element => {
        const marked = element.closest("bdi, [dir=auto], [lang], script, style");
        return marked && marked !== document.documentElement;
    };
    const says = text => /[\\p{L}\\p{N}]/u.test(text);
    document.querySelectorAll("details").forEach(details => details.open = true);
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let depth = 0;
    while (walker.nextNode()) {
        const node = walker.currentNode, element = node.parentElement;
        if (isData(element) || element.closest("nav.languages li") || !(element.closest("option") || element.checkVisibility())) continue;
        let outside = "";
        for (const letter of node.data) {
            if (letter === "[") depth += 1;
            else if (letter === "]") depth -= 1;
            else if (depth === 0) outside += letter;
        }
        if (says(outside)) found.push(`<${element.localName} class="${element.className}">: ${outside.trim()}`);
    }
    if (depth !== 0) found.push(`${depth} brackets are left open`);
    for (const name of ["aria-label", "title", "alt", "placeholder", "data-label"])
        for (const element of document.body.querySelectorAll(`[${name}]`)) {
            const text = element.getAttribute(name);
            if (says(text) && !isData(element) && !/^[\\u2066-\\u2069]*\\[.*\\][\\u2066-\\u2069]*$/su.test(text)) found.push(`${name}: ${text}`);
        }
    return [...new Set(found)];
}"""


def untranslated(page):
    return [f"outside brackets: {text}" for text in page.evaluate(UNTRANSLATED)]
