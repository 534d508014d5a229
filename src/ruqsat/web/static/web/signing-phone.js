// Signing with eGov mobile: shows the code, waits until the phone has signed, and sends what it signed with the form of
// the signing panel. The statement and the form stay as they are: a code that ran out costs nothing.

const ASK_AGAIN = 1500; // ms

class Phone {
  constructor(details) {
    this.details = details;
    this.form = details.closest("form");
    this.state = details.querySelector("[data-phone-state]");
    this.code = details.querySelector("[data-phone-code]");
    this.button = details.querySelector("[data-phone-show]");
    this.button.addEventListener("click", () => this.put());
  }

  show(state) {
    this.state.dataset.phoneState = state;
    for (const text of this.state.querySelectorAll("[data-phone-for]")) {
      text.hidden = text.dataset.phoneFor !== state;
    }
    const waits = state === "waiting" || state === "opened";
    this.code.hidden = !waits;
    this.button.hidden = waits || state === "signed";
  }

  async put() {
    this.button.disabled = true;
    const body = new URLSearchParams({
      csrfmiddlewaretoken: this.form.querySelector("[name=csrfmiddlewaretoken]").value,
      statement: this.form.dataset.statement,
      ticket: this.details.dataset.ticket,
    });
    try {
      const answer = await fetch(this.details.dataset.phone, { method: "POST", body });
      if (!answer.ok) {
        throw new Error(answer.status);
      }
      this.wait(await answer.json());
    } catch {
      this.show("failed");
    }
    this.button.disabled = false;
  }

  wait(given) {
    this.details.querySelector("[data-phone-image]").src = given.code;
    this.details.querySelector("[data-phone-until]").textContent = given.until;
    const links = given.links.map(({ name, url }) => {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = url;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = name;
      return link;
    });
    this.details.querySelector("[data-phone-links]").replaceChildren(...links.flatMap((link) => [link, " "]));
    this.show("waiting");
    this.look(given.state);
  }

  async look(address) {
    let seen = { state: this.state.dataset.phoneState };
    try {
      const answer = await fetch(address);
      if (answer.status === 404) {
        seen = { state: "ended" };
      } else if (answer.ok) {
        seen = await answer.json();
      }
    } catch {
      // the connection is away for a moment: the phone may sign meanwhile
    }
    this.show(seen.state);
    if (seen.state === "signed") {
      this.form.querySelector("input[name=cms]").value = seen.cms;
      this.form.submit();
    } else if (seen.state !== "ended") {
      setTimeout(() => this.look(address), ASK_AGAIN);
    }
  }
}

for (const details of document.querySelectorAll("[data-phone]")) {
  new Phone(details);
}
