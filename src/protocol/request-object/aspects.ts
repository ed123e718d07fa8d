/** What replay supposes of a request object, and which of its texts may be quoted. */
import type { Client } from "../client.ts";
import { encryptionOf } from "../encryption.ts";
import type { Form } from "../form.ts";
import { isKept } from "../replay/redact.ts";
import type { SentJwt } from "../sent-jwt.ts";
import type { RequestObject, SentEncryption } from "./object.ts";

/** The object, or one with the parameters that were sent without any, signed as it should be and with the claims that it should have. */
export const rightObject = (
  object: RequestObject | undefined,
  sent: Form,
  client: Client | undefined,
): RequestObject => ({
  ...encryptedAs(client),
  form: object?.form ?? sent,
  issuer: object?.issuer ?? "",
  unsigned: false,
  jwt: { is: "verified", header: {}, claims: {} },
});

/** Encrypted as the client is registered. */
function encryptedAs(client: Client | undefined): Pick<RequestObject, "encryption"> {
  const encryption = encryptionOf(client?.requestObjectEncryptionAlg, client?.requestObjectEncryptionEnc);
  return encryption === undefined ? {} : { encryption };
}

export function rewrittenObject(object: RequestObject, rewrite: (text: string) => string): RequestObject {
  const { form, jwt } = object;
  const values = new Map([...form.values].map(([name, value]) => [name, isKept(name) ? rewrite(value) : value]));
  const { encryption } = object;
  return {
    ...{ ...object, form: { ...form, values }, jwt: rewrittenJwt(jwt, rewrite) },
    ...(encryption !== undefined && { encryption: rewrittenHeader(encryption, rewrite) }),
  };
}

function rewrittenHeader({ because, ...header }: SentEncryption, rewrite: (text: string) => string): SentEncryption {
  const told = Object.entries(header).map(([name, value]) => [name, value && rewrite(value)]);
  return { ...Object.fromEntries(told), ...(because !== undefined && { because }) };
}

function rewrittenJwt(jwt: SentJwt, rewrite: (text: string) => string): SentJwt {
  if (jwt.is === "malformed") return jwt;
  const told = (value: unknown): unknown =>
    typeof value === "string" ? rewrite(value) : Array.isArray(value) ? value.map(told) : value;
  const { alg, typ, kid } = jwt.header;
  const header = { alg: alg && rewrite(alg), typ: typ && rewrite(typ), kid: kid && rewrite(kid) };
  const claims = Object.fromEntries(Object.entries(jwt.claims).map(([name, value]) => [name, told(value)]));
  return { ...jwt, header, claims };
}
