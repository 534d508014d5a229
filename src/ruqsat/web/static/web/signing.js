// The signing panel: asks the signing program on this computer for a detached CMS over exactly the bytes of the
// statement, and sends it with the panel's form. Every sentence stands in the page, in its language; this only chooses
// which one is seen. Nothing is lost by trying again: the statement and the form stay as they are.

const WAIT_FOR_PROGRAM = 8000; // ms
const LOOK_AGAIN = 3000; // ms

class Panel {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-state]");
    this.sign = form.querySelector("[data-sign]");
    this.again = form.querySelector("[data-again]");
    this.told = form.querySelector("[data-told]");
    this.client = null;
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
    this.sign.disabled = !["ready", "cancelled", "wrong-key", "failed"].includes(state);
    this.again.hidden = !["asking", "absent", "denied", "failed"].includes(state);
  }

  async look() {
    if (this.state.dataset.state !== "absent" && this.state.dataset.state !== "denied") {
      this.show("looking");
    }
    const client = new NCALayerClient(this.form.dataset.program, false);
    client.kmdHttpApiUrl = "https://"; // no address: the library would ask another program that this page does not use
    try {
      await within(WAIT_FOR_PROGRAM, client.connect());
    } catch {
      close(client);
      this.show((await isDenied()) ? "denied" : "absent");
      this.timer = setTimeout(() => this.look(), LOOK_AGAIN);
      return;
    }
    this.client = client;
    client.wsConnection.addEventListener("close", () => this.lost(client));
    this.show("ready");
  }

  lost(client) {
    if (this.client !== client || this.state.dataset.state === "signed") {
      return;
    }
    this.client = null;
    this.look();
  }

  restart() {
    clearTimeout(this.timer);
    const client = this.client;
    this.client = null;
    close(client);
    this.state.dataset.state = "looking";
    this.look();
  }

  async ask() {
    const client = this.client;
    this.show("asking");
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
      if (this.client === client) {
        this.failed(problem);
      }
      return;
    }
    this.show("signed");
    this.form.elements.cms.value = cms.replace(/-----[A-Z ]+-----|\s/g, "");
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
    const signer = { extKeyUsageOids: [use] };
    if (this.form.dataset.iin) {
      signer.iin = this.form.dataset.iin;
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
