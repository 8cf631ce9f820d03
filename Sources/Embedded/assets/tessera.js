// Every page works without this file; it only makes a few things kinder.
(() => {
  const leave = document.querySelector(".leave");
  const presses = [];

  // Blank the page first: on a slow link the next site may take seconds to appear.
  function goAway() {
    document.body.hidden = true;
    location.replace(leave.href);
  }

  if (leave) {
    leave.addEventListener("click", (event) => {
      event.preventDefault();
      goAway();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.repeat) return;
      presses.push(event.timeStamp);
      if (presses.length > 3) presses.shift();
      if (presses.length === 3 && event.timeStamp - presses[0] <= 2000) goAway();
    });
    // Of a large field browsers show the line one writes in, even where the way out lies over it.
    document.addEventListener("keyup", (event) => {
      if (event.key === "Tab" && document.activeElement.matches("textarea")) document.activeElement.scrollIntoView({ block: "nearest" });
    });
  }

  // A flag rather than `disabled`, so that the pressed button's own value is still sent.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]") || event.defaultPrevented) return;
    if ("sent" in form.dataset) event.preventDefault();
    else form.dataset.sent = "";
  });

  // Coming back with the back button shows the page as it was left: let it send and be seen again.
  addEventListener("pageshow", () => {
    document.body.hidden = false;
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  const problems = document.querySelector(".problems");
  if (problems) {
    problems.tabIndex = -1;
    problems.focus();
  }
})();
