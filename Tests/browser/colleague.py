"""Someone whom an administrator lets in, from the page that makes them to the password that they choose."""
FIRST = "seven quiet lanterns"


def let_in(page, name, address, *roles, password=FIRST):
    """The page is of an administrator who has signed in just now: later the hub asks for the password once more."""
    page.goto("/users")
    page.fill("#name", name)
    page.fill("#email", address)
    page.fill("#password", password)
    for role in roles:
        page.check(f"form[action='/users'] input[value={role}]")
    page.click("form[action='/users'] button.main")


def come_in(page, address, own, first=FIRST):
    """For the first time: with the password they were told, and one of their own from then on."""
    page.goto("/sign-in")
    page.fill("#email", address)
    page.fill("#password", first)
    page.click("main form button")
    page.fill("#old", first)
    page.fill("#password", own)
    page.click("main form button.main")
