// The signing panel: asks the signing program on this computer for a detached CMS over exactly the bytes of the
// statement, and sends it with the panel's form. Every sentence stands in the page, in its language; this only chooses
// which one is seen. Nothing is lost by trying again: the statement and the form stay as they are.

import { Unreachable, onPermission, reach } from "./signing-program.js";

const LOOK_AGAIN = 3000; // ms
const CAN_SIGN = ["ready", "back", "cancelled", "wrong-key", "failed"];
const CAN_LOOK_AGAIN = ["asking", "absent", "denied", "unanswered", "outdated", "closed", "failed"];
const STAYS_WHILE_LOOKING = ["absent", "denied", "unanswered", "outdated", "closed"]; // not taken away to say "looking"

class Panel {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-state]");
    this.sign = form.querySelector("[data-sign]");
    this.again = form.querySelector("[data-again]");
    this.told = form.querySelector("[data-told]");
    this.program = null;
    this.asked = false; // whether the program has a request that it did not answer
    this.closed = false; // whether it was closed with such a request
    this.sign.addEventListener("click", () => this.ask());
    this.again.addEventListener("click", () => this.restart());
    onPermission(() => this.program || this.restart());
    this.look();
  }

  show(state, told = "") {
    this.state.dataset.state = state;
    for (const text of this.state.querySelectorAll("[data-for]")) {
      text.hidden = !text.dataset.for.split(" ").includes(state);
    }
    this.told.textContent = told;
    this.told.hidden = !told;
    this.sign.disabled = !CAN_SIGN.includes(state);
    this.again.hidden = !CAN_LOOK_AGAIN.includes(state);
  }

  async look() {
    if (!STAYS_WHILE_LOOKING.includes(this.state.dataset.state)) {
      this.show("looking");
    }
    const turn = {};
    this.turn = turn; // who looked before is not asked any more
    let program;
    try {
      program = await reach(this.form.dataset.program, () => this.turn === turn && this.show("unanswered"));
    } catch (problem) {
      if (this.turn === turn) {
        this.unreachable(problem.reason || "absent");
      }
      return;
    }
    if (this.turn !== turn) {
      program.close();
      return;
    }
    this.program = program;
    program.socket.addEventListener("close", () => this.lost(program));
    this.show(this.closed ? "back" : "ready");
  }

  // A browser that asked the person is not made to ask again and again: it would stop asking for good.
  unreachable(reason) {
    this.show(this.closed && reason === "absent" ? "closed" : reason);
    if (reason !== "unanswered") {
      this.timer = setTimeout(() => this.look(), LOOK_AGAIN);
    }
  }

  lost(program) {
    if (this.program !== program || this.state.dataset.state === "signed") {
      return;
    }
    this.program = null;
    if (this.asked) {
      this.asked = false;
      this.closed = true;
      this.show("closed");
    }
    this.look();
  }

  restart() {
    clearTimeout(this.timer);
    const program = this.program;
    this.program = null;
    this.asked = false;
    this.closed = false;
    if (program) {
      program.close();
    }
    this.state.dataset.state = "looking";
    this.look();
  }

  async ask() {
    const program = this.program;
    this.show("asking");
    this.asked = true;
    let cms;
    try {
      cms = await program.sign(this.form.dataset.statement, this.signer(), this.form.dataset.locale);
    } catch (problem) {
      if (!program.isOpen) {
        this.lost(program);
      } else if (this.program === program) {
        this.asked = false;
        this.failed(problem);
      }
      return;
    }
    this.asked = false;
    this.show("signed");
    this.form.querySelector("input[name=cms]").value = cms.replace(/-----[A-Z ]+-----|\s/g, "");
    this.form.submit();
  }

  failed(problem) {
    if (problem instanceof Unreachable) {
      this.show(problem.reason);
    } else if (problem.canceledByUser) {
      this.show("cancelled");
    } else if (/certificate|сертификат|iin|ИИН|ЖСН|no.?key/i.test(problem.message)) {
      this.show("wrong-key", problem.message);
    } else {
      this.show("failed", problem.message);
    }
  }

  signer() {
    const use = { sign: "1.3.6.1.5.5.7.3.4", "sign-in": "1.3.6.1.5.5.7.3.2" }[this.form.dataset.purpose];
    const signer = { extKeyUsageOids: this.form.dataset.role ? [use, this.form.dataset.role] : [use] };
    if (this.form.dataset.iin) {
      signer.iin = this.form.dataset.iin;
    }
    if (this.form.dataset.bin) {
      signer.bin = this.form.dataset.bin;
    }
    if (this.form.dataset.anyAuthority) {
      signer.chain = []; // certificates of the sandbox's authority, not of the National one
    }
    return signer;
  }
}

for (const form of document.querySelectorAll("[data-signing]")) {
  new Panel(form);
}
