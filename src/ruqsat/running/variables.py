"""Every variable that an instance reads beside those of the outside systems (`ruqsat.running.systems`)."""

from collections.abc import Mapping

OF_THE_INSTANCE: Mapping[str, str] = {
    "RUQSAT_VAR": "the instance's folder: keys, files, logs, embedded database",
    "RUQSAT_WEB_PORT": "the web server's port on the loopback address (8000)",
    "RUQSAT_PUBLIC_URL": "the address people use, as it stands in QR codes and letters",
    "RUQSAT_ALLOWED_HOSTS": "further host names, with commas between",
    "RUQSAT_SECRET_KEY": "the key of sessions, if not keys/secret.key in the folder",
    "RUQSAT_INSTANCE_KEY": "the key that wraps the files' keys, 32 bytes in base64, if not keys/instance.key",
    "RUQSAT_TRUST_DIR": "the roots that signatures are judged by, if not trust in the folder",
    "RUQSAT_SEALS_DIR": "the offices' seals, if not seals in the folder",
    "RUQSAT_SEAL_MODULE": "the library (PKCS#11) of the device that holds the seals' keys",
    "RUQSAT_SEAL_TOKEN": "the label of its token (ruqsat)",
    "RUQSAT_SEAL_PIN": "the user's PIN there; better in a file",
    "RUQSAT_SEAL_PIN_FILE": "the file in which that PIN stands",
    "RUQSAT_FILES_DIR": "where documents and recordings lie, if not files in the folder",
    "RUQSAT_LOG_LEVEL": "what the log leaves out (INFO)",
    "RUQSAT_DATABASE_POOL": "connections to the database that each process keeps (6); 0: each is made anew",
    "RUQSAT_MOBILE_SIGNING": "links that open eGov mobile, a JSON object of names and templates",
    "RUQSAT_SIGNING_PROGRAM_URL": "the signing program on people's computers (wss://127.0.0.1:13579)",
    "RUQSAT_OPERATORS": "the IINs of those who look after the system, with commas, or @ and the name of a file",
    "RUQSAT_TAX_BODIES": "the codes (KNO) of the tax authorities, a JSON object by region",
    "RUQSAT_GATEWAYS": "sandbox, real, or a JSON object of the real systems",
    "RUQSAT_CLOCK_FILE": "the clock of a sandboxed instance, if not clock.jsonl in the folder",
    "RUQSAT_SANDBOX_URL": "the sandbox's address",
    "RUQSAT_SANDBOX_PORT": "the sandbox's port on the loopback address (8100)",
    "RUQSAT_SANDBOX_TIME_OUT": "seconds to wait for more of an answer of the sandbox (10)",
    "RUQSAT_SANDBOX_LONGEST": "seconds that a whole answer of the sandbox may take to come (30)",
    "RUQSAT_CHROMIUM": "the browser that the tests use",
    "DATABASE_URL": "the database, as the role that owns no table",
    "DATABASE_OWNER_URL": "the database, as its owner: for ruqsat migrate",
}
