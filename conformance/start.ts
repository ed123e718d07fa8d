/** Makes what the suites need at the first start, writes their configurations, and serves. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { startApprover } from "./approver.ts";
import { plans } from "./plans.ts";
import { BOTH, DATA, ISSUER, NAYSAYER, PERSON, SUITE, subjectOf } from "./world.ts";

const CLI = join(import.meta.dirname, "../dist/cli/main.js");
const CONFIG = join(import.meta.dirname, "candor.config.ts");
const DAYS = "3650";
/** Certificates made here are for one machine and one purpose. */
const KEY = ["-newkey", "rsa:2048", "-nodes"];

const isThere = (name: string): boolean => existsSync(join(DATA, name));

function openssl(args: readonly string[]): void {
  const { status, stderr } = spawnSync("openssl", args, { cwd: DATA, encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed. ${stderr ?? "Is it installed?"}`);
}

/** The server's certificate, which signs itself: the suite doesn't check it. */
function makeServer(): void {
  const { hostname } = new URL(ISSUER);
  const names = `subjectAltName=${/^[\d.]+$/.test(hostname) ? "IP" : "DNS"}:${hostname}`;
  openssl([
    "req",
    "-x509",
    ...KEY,
    "-keyout",
    "server-key.pem",
    "-out",
    "server.pem",
    "-days",
    DAYS,
    "-subj",
    `/CN=${hostname}`,
    "-addext",
    names,
  ]);
}

/** The authority of the clients' certificates. */
function makeAuthority(): void {
  openssl([
    "req",
    "-x509",
    ...KEY,
    "-keyout",
    "authority-key.pem",
    "-out",
    "authority.pem",
    "-days",
    DAYS,
    "-subj",
    "/CN=Conformance authority",
  ]);
}

function makeCertificate(which: number): void {
  const [name, subject] = [`client-${which}`, subjectOf(which).split(",").reverse().join("/")];
  openssl(["req", ...KEY, "-keyout", `${name}-key.pem`, "-out", `${name}.csr`, "-subj", `/${subject}`]);
  const signed = ["-CA", "authority.pem", "-CAkey", "authority-key.pem", "-CAcreateserial", "-days", DAYS];
  writeFileSync(join(DATA, "client.ext"), "extendedKeyUsage=clientAuth\n");
  openssl(["x509", "-req", "-in", `${name}.csr`, ...signed, "-extfile", "client.ext", "-out", `${name}.pem`]);
}

/** A key to sign with for each kind that FAPI allows, and one to decrypt with. */
async function makeKeys(which: number): Promise<void> {
  const one = async (alg: string, use: "sig" | "enc") => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
    return { ...(await exportJWK(privateKey)), alg, use, kid: `client-${which}-${alg}` };
  };
  const keys = [await one("PS256", "sig"), await one("ES256", "sig"), await one("RSA-OAEP-256", "enc")];
  writeFileSync(join(DATA, `client-${which}.jwks.json`), JSON.stringify({ keys }, null, 2), { mode: 0o600 });
}

function addPerson({ username, password }: { readonly username: string; readonly password: string }): void {
  const claims = join(import.meta.dirname, "person.json");
  const args = ["users", "add", username, "--config", CONFIG, "--claims", claims, "--password-stdin"];
  const { status, stderr, stdout } = spawnSync(process.execPath, [CLI, ...args], {
    input: password,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The user could not be added. ${stderr}${stdout}`);
}

mkdirSync(DATA, { recursive: true, mode: 0o700 });
if (!isThere("server.pem")) makeServer();
if (!isThere("authority.pem")) makeAuthority();
for (const which of BOTH) {
  if (!isThere(`client-${which}.pem`)) makeCertificate(which);
  if (!isThere(`client-${which}.jwks.json`)) await makeKeys(which);
}
if (!isThere("database")) [PERSON, NAYSAYER].forEach(addPerson);
mkdirSync(join(DATA, "plans"), { recursive: true });
for (const [name, plan] of Object.entries(plans()))
  writeFileSync(join(DATA, "plans", `${name}.json`), `${JSON.stringify(plan, null, 2)}\n`, { mode: 0o600 });
console.log(
  `Candor for the certification suite at ${SUITE}: ${ISSUER}\nConfigurations of its plans: ${join(DATA, "plans")}`,
);

startApprover();
const server = spawn(process.execPath, [CLI, "serve", "--config", CONFIG], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
