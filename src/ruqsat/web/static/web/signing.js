// The signing panel: asks the signing program on this computer for a detached CMS over exactly the bytes of the
// statement, and sends it with the panel's form. Every sentence stands in the page, in its language; this only chooses
// which one is seen. Nothing is lost by trying again: the statement and the form stay as they are.

const WAIT_FOR_PROGRAM = 8000; // ms
const LOOK_AGAIN = 3000; // ms
const CAN_SIGN = ["ready", "back", "cancelled", "wrong-key", "failed"];
const CAN_LOOK_AGAIN = ["asking", "absent", "denied", "closed", "failed"];
const STAYS_WHILE_LOOKING = ["absent", "denied", "closed"]; // what is said is not taken away to say "looking"

class Panel {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-state]");
    this.sign = form.querySelector("[data-sign]");
    this.again = form.querySelector("[data-again]");
    this.told = form.querySelector("[data-told]");
    this.client = null;
    this.asked = false; // whether the program has a request that it did not answer
    this.closed = false; // whether it was closed with such a request
    this.sign.addEventListener("click", () => this.ask());
    this.again.addEventListener("click", () => this.restart());
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
    const client = new NCALayerClient(this.form.dataset.program, false);
    client.kmdHttpApiUrl = "https://"; // no address: the library would ask another program that this page does not use
    try {
      await within(WAIT_FOR_PROGRAM, client.connect());
    } catch {
      close(client);
      this.show((await isDenied()) ? "denied" : this.closed ? "closed" : "absent");
      this.timer = setTimeout(() => this.look(), LOOK_AGAIN);
      return;
    }
    this.client = client;
    client.wsConnection.addEventListener("close", () => this.lost(client));
    this.show(this.closed ? "back" : "ready");
  }

  lost(client) {
    if (this.client !== client || this.state.dataset.state === "signed") {
      return;
    }
    this.client = null;
    if (this.asked) {
      this.asked = false;
      this.closed = true;
      this.show("closed");
    }
    this.look();
  }

  restart() {
    clearTimeout(this.timer);
    const client = this.client;
    this.client = null;
    this.asked = false;
    this.closed = false;
    close(client);
    this.state.dataset.state = "looking";
    this.look();
  }

  async ask() {
    const client = this.client;
    this.show("asking");
    this.asked = true;
    let cms;
    try {
      cms = await client.basicsSign(
        null,
        "cms",
        this.form.dataset.statement,
        NCALayerClient.basicsCMSParamsDetachedNoTSP,
        this.signer(),
        this.form.dataset.locale,
        true,
      );
    } catch (problem) {
      if (client.wsConnection.readyState !== WebSocket.OPEN) {
        this.lost(client);
      } else if (this.client === client) {
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
    if (problem.canceledByUser) {
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

function within(milliseconds, promise) {
  return Promise.race([
    promise,
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error("no answer")), milliseconds);
    }),
  ]);
}

function close(client) {
  if (client && client.wsConnection) {
    client.wsConnection.close();
  }
}

// Browsers that guard programs on this computer: Chrome since version 147, under one of these names.
async function isDenied() {
  for (const name of ["loopback-network", "local-network-access"]) {
    try {
      const permission = await navigator.permissions.query({ name });
      if (permission.state === "denied") {
        return true;
      }
    } catch {
      // this browser does not know the permission under that name
    }
  }
  return false;
}

for (const form of document.querySelectorAll("[data-signing]")) {
  new Panel(form);
}
