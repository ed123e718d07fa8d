/** All JWTs that were read, each with its place. */
import type { Jwt, Material } from "../material.ts";
import type { RequestView, View } from "../view.ts";
import { isRecord, objectsOf, parsedLoosely } from "./json.ts";
import { decodeJwt } from "./jwt.ts";

const MOST = 50;

export function jwtsOf(material: Material, requests: readonly RequestView[], redirects: View["redirects"]): Jwt[] {
  const found = new Map<string, Jwt>();
  const add = (token: unknown, where: string) => {
    if (typeof token !== "string" || !token.startsWith("ey") || found.size >= MOST) return;
    const jwt = decodeJwt(token.trim(), where);
    if (jwt !== undefined && !found.has(`${where} ${token}`)) found.set(`${where} ${token}`, jwt);
  };
  for (const { parameters, headers, bearer, basic } of requests) {
    for (const [name, value] of parameters) add(value, name);
    add(bearer, "bearer");
    add(headers.dpop, "dpop");
    add(basic?.secret, "basic");
  }
  for (const { response } of material.exchanges) {
    const body = response?.body?.trimStart();
    const value = body?.startsWith("{") === true && body.includes("ey") ? parsedLoosely(body) : undefined;
    for (const one of objectsOf(value)) {
      if (isRecord(one)) for (const [name, member] of Object.entries(one)) add(member, name);
    }
  }
  for (const { parameters } of redirects) for (const [name, value] of parameters) add(value, name);
  const seen = new Set([...found.values()].map(identity));
  return [...found.values(), ...material.jwts.filter((jwt) => !seen.has(identity(jwt)))].slice(0, MOST);
}

const identity = ({ header, claims }: Jwt): string => JSON.stringify([header, claims]);
