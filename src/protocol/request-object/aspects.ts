/** What replay supposes of a request object, and which of its texts may be quoted. */
import type { Form } from "../form.ts";
import { isKept } from "../replay/redact.ts";
import type { SentJwt } from "../sent-jwt.ts";
import type { RequestObject } from "./object.ts";

/** The object, or one with the parameters that were sent without any, signed as it should be and with the claims that it should have. */
export const rightObject = (object: RequestObject | undefined, sent: Form): RequestObject => ({
  form: object?.form ?? sent,
  issuer: object?.issuer ?? "",
  unsigned: false,
  jwt: { is: "verified", header: {}, claims: {} },
});

export function rewrittenObject(object: RequestObject, rewrite: (text: string) => string): RequestObject {
  const { form, jwt } = object;
  const values = new Map([...form.values].map(([name, value]) => [name, isKept(name) ? rewrite(value) : value]));
  return { ...object, form: { ...form, values }, jwt: rewrittenJwt(jwt, rewrite) };
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
