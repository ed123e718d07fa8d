/**
 * Decrypts a secret with a private key in an HSM, which a PKCS#11 URI names (RFC 7512). OpenSC's pkcs11-tool speaks with the HSM, so that no library
 * of its vendor is loaded into the server.
 */
import { readFileSync } from "node:fs";

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong, and what would be right. */
interface Wrong {
  readonly is: string;
  readonly expected: string;
}

/** The port: what decrypts a secret that was encrypted for it. */
export type Unwrap = (wrapped: Uint8Array, uri: string, environment: Environment) => string | Wrong;

const EXPECTED =
  "a PKCS#11 URI of an RSA key, such as pkcs11:token=candor;id=%01?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=/run/secrets/pin";

/** How pkcs11-tool names the hash functions of RSA-OAEP. */
const HASHES: Readonly<Record<string, readonly [hash: string, mask: string]>> = {
  sha1: ["SHA-1", "MGF1-SHA1"],
  sha256: ["SHA256", "MGF1-SHA256"],
};

/** Milliseconds. An HSM in the network may need a few seconds. */
const LONGEST = 10_000;

/** The variable in which pkcs11-tool gets the PIN, because others see the arguments of a process. */
const PIN = "CANDOR_PKCS11_PIN";

interface Key {
  readonly module: string;
  readonly token: string;
  /** In hexadecimal. */
  readonly id: string;
  readonly pin: string;
  readonly hash: readonly [string, string];
}

export const unwrapByPkcs11: Unwrap = (wrapped, uri, environment) => {
  const key = keyOf(uri);
  if ("is" in key) return key;
  const [hash, mask] = key.hash;
  const args = ["--module", key.module, "--token-label", key.token, "--login", "--pin", `env:${PIN}`];
  const how = ["--decrypt", "--id", key.id, "--mechanism", "RSA-PKCS-OAEP", "--hash-algorithm", hash, "--mgf", mask];
  // Loaded only where there is an HSM.
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { status, error, stdout, stderr } = spawnSync("pkcs11-tool", [...args, ...how], {
    input: wrapped,
    // What the module of the HSM is configured by is in the environment too.
    env: { ...environment, [PIN]: key.pin },
    timeout: LONGEST,
  });
  if (status === 0 && stdout.length > 0) return stdout.toString("utf8");
  return why(error as NodeJS.ErrnoException | undefined, String(stderr ?? ""));
};

function why(error: NodeJS.ErrnoException | undefined, said: string): Wrong {
  if (error?.code === "ENOENT")
    return { is: "set, but pkcs11-tool isn't installed", expected: "OpenSC in the PATH (Debian: opensc)" };
  if (error?.code === "ETIMEDOUT")
    return { is: "a key whose HSM didn't respond for 10 s", expected: "an HSM that is reachable" };
  const [code] = /\bCKR_\w+/.exec(said) ?? [];
  if (code === undefined) {
    const expected = "a module-path that exists, and the label of a token that it has";
    return { is: "a key that pkcs11-tool couldn't use", expected };
  }
  return {
    is: `a key that the HSM refused to decrypt with (${code})`,
    expected: "the right PIN, the id of a private RSA key that may decrypt, and a secret that was encrypted for it",
  };
}

/** What a URI names. */
function keyOf(uri: string): Key | Wrong {
  const [, path = "", query = ""] = /^pkcs11:([^?]*)\??(.*)$/s.exec(uri) ?? [];
  const [token, id] = [attribute(path, ";", "token"), attribute(path, ";", "id")];
  const [module, source] = [attribute(query, "&", "module-path"), attribute(query, "&", "pin-source")];
  const named = Object.entries({ token, id, "module-path": module, "pin-source": source });
  const missing = named.filter(([, value]) => value === undefined).map(([name]) => name);
  if (token === undefined || id === undefined || module === undefined || source === undefined)
    return { is: `a text without ${missing.join(", ")}`, expected: EXPECTED };
  const hash = HASHES[attribute(query, "&", "x-oaep-hash") ?? "sha1"];
  if (hash === undefined) return { is: "a URI with an unknown x-oaep-hash", expected: "sha1 (the default) or sha256" };
  try {
    const pin = readFileSync(source.replace(/^file:(\/\/)?/, ""), "utf8").replace(/\r?\n$/, "");
    return { module, token, id: Buffer.from(id, "latin1").toString("hex"), pin, hash };
  } catch {
    return {
      is: "a URI whose pin-source can't be read",
      expected: "the path of a file with the PIN that this user may read",
    };
  }
}

/** The value of an attribute, without percent-encoding (RFC 7512 2.3). Bytes of an id are characters up to U+00FF. */
function attribute(text: string, separator: string, name: string): string | undefined {
  const found = text.split(separator).find((one) => one.startsWith(`${name}=`));
  if (found === undefined || found.length === name.length + 1) return undefined;
  const bytes = found
    .slice(name.length + 1)
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return name === "id" ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
}
