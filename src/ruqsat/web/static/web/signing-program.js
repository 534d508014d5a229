// The program on this computer that holds the key (NCALayer), and the reason where it cannot be reached.

const WAIT = 8000; // ms
const NO_MODULE = /MODULE_NOT_FOUND|module.{0,60}not found|no module|модуль.{0,60}не найден/i;
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];
const AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

// `reason` is "absent", "denied", "unanswered" (the browser's question stands or was put away) or "outdated".
export class Unreachable extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

// Connects; `onQuestion` is called when the browser waits for the person to allow it.
export async function reach(address, onQuestion) {
  const client = new NCALayerClient(address, false);
  client.kmdHttpApiUrl = "https://"; // no address: the library would ask another program that this page does not use
  const greeted = client.connect();
  greeted.catch(() => {}); // it is waited for below
  const socket = client.wsConnection;
  const ended = new Promise((resolve) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("close", resolve);
  });
  await within(WAIT, ended).catch(() => {});
  if (socket.readyState === WebSocket.CONNECTING && (await permission()) === "prompt") {
    onQuestion();
    await ended;
  }
  const version = await within(WAIT, greeted).catch(() => "");
  if (version) {
    return new Program(client);
  }
  const isOpen = socket.readyState === WebSocket.OPEN; // somebody listens there who does not greet as the program does
  socket.close();
  throw new Unreachable(isOpen ? "outdated" : await whyAbsent());
}

class Program {
  constructor(client) {
    this.client = client;
    this.socket = client.wsConnection;
    this.isOld = false; // whether only the module of before 2023 is there
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  close() {
    this.socket.close();
  }

  // A detached CMS over the statement (base64), base64. `signer` says which certificate is offered.
  async sign(statement, signer, locale) {
    if (!this.isOld) {
      try {
        const form = NCALayerClient.basicsCMSParamsDetachedNoTSP;
        return await this.client.basicsSign(null, "cms", statement, form, signer, locale, true);
      } catch (problem) {
        if (!NO_MODULE.test(problem.message)) {
          throw problem;
        }
        this.isOld = true;
      }
    }
    return this.signOld(statement, signer);
  }

  // The old module asks for no certificate in particular: a wrong one is found out by the server, and nothing is lost.
  async signOld(statement, signer) {
    const use = signer.extKeyUsageOids.includes(AUTHENTICATION) ? "AUTHENTICATION" : "SIGNATURE";
    try {
      const tokens = await this.client.getActiveTokens();
      const storage = tokens.length ? tokens[0] : NCALayerClient.fileStorageType;
      return await this.client.createCAdESFromBase64(storage, statement, use);
    } catch (problem) {
      if (NO_MODULE.test(problem.message)) {
        throw new Unreachable("outdated");
      }
      problem.canceledByUser = problem.canceledByUser || /action\.cancell?ed/i.test(problem.message);
      throw problem;
    }
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

// Chrome lets a page reach programs on this device since version 147 only if the person allows it. A page of this
// very device needs no leave. Before that version, and in other browsers, nobody knows "loopback-network".
async function permission() {
  if (LOOPBACK.includes(window.location.hostname)) {
    return "granted";
  }
  try {
    return (await navigator.permissions.query({ name: "loopback-network" })).state;
  } catch {
    return "unknown";
  }
}

async function whyAbsent() {
  return { denied: "denied", prompt: "unanswered" }[await permission()] || "absent";
}

// Calls `then` when the person changes what the page may do.
export async function onPermission(then) {
  try {
    const found = await navigator.permissions.query({ name: "loopback-network" });
    found.addEventListener("change", then);
  } catch {
    // this browser asks nobody
  }
}
