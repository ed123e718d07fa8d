/** Faults of encrypted request objects: the layer has the key to which clients encrypt, opens them, and passes on what is in them. */
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { compactDecrypt } from "jose";
import { jws, publicJwk, signerOf, signingKey } from "../../../src/checker/sign.ts";
import { parameter, withMembers, withParameters } from "../between.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ownKey = { ...publicJwk(privateKey), use: "enc", alg: "RSA-OAEP-256", kid: "key-of-the-fault" };

const signing = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

/** The key that a client signs with: PEM, and as it is registered. */
export const SIGNS_WITH = {
  private_key: signing.export({ type: "pkcs8", format: "pem" }).toString(),
  jwks: { keys: [{ ...publicJwk(signing), alg: "ES256" as const, use: "sig" as const }] },
};

/** The same claims, signed rightly. */
function resigned(object: string): string {
  const { alg, kid, key } = signingKey(SIGNS_WITH.private_key);
  const claims = JSON.parse(Buffer.from(object.split(".")[1] ?? "", "base64url").toString());
  return jws({ alg, kid, typ: "oauth-authz-req+jwt" }, claims, signerOf({ alg, key }));
}

/** What opens an object; `undefined` if it can't. */
type Opening = (jwe: string) => Promise<string | undefined>;

const opening: Opening = async (jwe) => {
  try {
    return Buffer.from((await compactDecrypt(jwe, privateKey)).plaintext).toString();
  } catch {
    return undefined;
  }
};

/** The tag isn't looked at. */
const trusting: Opening = async (jwe) => {
  const [header = "", wrapped = "", iv = "", text = ""] = jwe.split(".");
  const own = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" };
  const key = privateDecrypt(own, Buffer.from(wrapped, "base64url"));
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"));
  decipher.setAAD(Buffer.from(header));
  return decipher.update(Buffer.from(text, "base64url")).toString();
};

const withOwnKey = (answer: Answer): Answer =>
  withMembers(answer, (all) => ({
    keys: [...(all.keys as { readonly use?: string }[]).filter(({ use }) => use !== "enc"), ownKey],
  }));

const opened =
  (open: Opening, change: (object: string) => string = (object) => object): NonNullable<Mutant["between"]> =>
  () => {
    const between: Between = async (message: Message, ask) => {
      if (message.path === "/jwks") return withOwnKey(await ask(message));
      const request = parameter(message, "request") ?? "";
      const object = request.split(".").length === 5 ? await open(request) : undefined;
      return ask(object === undefined ? message : withParameters(message, { request: change(object) }));
    };
    return between;
  };

const fault = (name: string, does: string, between: NonNullable<Mutant["between"]>): Mutant => ({
  does,
  breaks: [`request-object/${name}`],
  between,
});

export const ENCRYPTED_OBJECTS: Readonly<Record<string, Mutant>> = {
  "encrypted request objects never work": fault(
    "encrypted",
    "An encrypted request object is always refused.",
    opened(opening, () => "refused"),
  ),
  "encrypted request objects of anybody": fault(
    "encrypted-signature",
    "The signature within an encrypted request object isn't verified.",
    opened(opening, resigned),
  ),
  "encrypted request objects with any tag": fault(
    "encrypted-integrity",
    "The authentication tag isn't looked at.",
    opened(trusting),
  ),
};
