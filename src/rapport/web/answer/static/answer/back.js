// A form that somebody opened by a way in gets an address of its own once it is sent. The browser's back button
// then leads to that address, not to a new, empty form.

const form = document.querySelector("form[data-own]");
form?.addEventListener("submit", () => history.replaceState(null, "", `${form.action}?p=0`));
