"""Pictures of the site as a phone shows it, for the documents."""
from pages import service
from visitors import in_language


def take(visitors, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with visitors.visitor(device_scale_factor=2) as page:
        shown = {"start": "/", "search": "/services?q=housng", "service": service(page, "Emergency beds")}
        for language in ["en", "ar"]:
            for name, path in shown.items():
                page.goto(in_language(path, language), wait_until="networkidle")
                # As high as the page, so that what is fixed to the window stands at its end.
                page.set_viewport_size({"width": 360, "height": page.evaluate("document.documentElement.scrollHeight")})
                page.screenshot(path=folder / f"{name}-{language}.png")
                page.set_viewport_size({"width": 360, "height": 740})
