/** The fields of a tried request, and the request that they mean. */
import { LONGEST_TRIED } from "../../../admin/try-request.ts";
import type { TriedFields } from "../../../pages/console/try/tried.ts";
import type { Client } from "../../../protocol/client.ts";
import { PATHS } from "../../../protocol/metadata.ts";
import type { ProvedFix } from "../../../reasons/explain.ts";
import type { Tried } from "../../../service/admin/playground.ts";

/** A challenge that no verifier belongs to: nothing is redeemed here. */
const CHALLENGE = "Jb7jm3RAb31TJ7zH9LfjSrZ9S1mjuOzF8FNmGpEdCQ4";
const DEFAULTS: TriedFields = {
  application: "",
  at: "authorization",
  scope: "",
  redirect_uri: "",
  prompt: "",
  pkce: "S256",
  user: "signed-in",
  grant_type: "client_credentials",
  resource: "",
};

/** The fields that were sent, by a link or a form. */
export function fieldsOf(sent: URLSearchParams): TriedFields {
  const given = Object.keys(DEFAULTS).flatMap((name) => {
    const value = sent.get(name);
    return value === null ? [] : [[name, value.slice(0, LONGEST_TRIED)] as const];
  });
  const fields = { ...DEFAULTS, ...Object.fromEntries(given) };
  return { ...fields, at: fields.at === "token" ? "token" : "authorization" };
}

const present = (parameters: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ""));

/** The request that the fields mean. */
export function triedOf(fields: TriedFields, client: Client): Tried {
  const { scope, redirect_uri, prompt, pkce, user, grant_type, resource } = fields;
  if (fields.at === "token") return { at: "token", parameters: present({ grant_type, scope, resource }) };
  const challenge = pkce === "" ? {} : { code_challenge: CHALLENGE, code_challenge_method: pkce };
  const first = { response_type: "code", client_id: client.id };
  return {
    at: "authorization",
    parameters: present({ ...first, redirect_uri, scope, prompt, resource, state: "try", ...challenge }),
    user: user === "consented" || user === "nobody" ? user : "signed-in",
  };
}

/** As it would go over the wire. */
export function written(issuer: string, { at, parameters }: Tried): string {
  const text = new URLSearchParams(parameters).toString();
  const { host, pathname } = new URL(issuer);
  const path = (pathname === "/" ? "" : pathname) + (at === "token" ? PATHS.token : PATHS.authorization);
  return at === "token"
    ? `POST ${path} HTTP/1.1\nHost: ${host}\nContent-Type: application/x-www-form-urlencoded\n\n${text.replaceAll("&", "\n&")}`
    : `GET ${path}?${text.replaceAll("&", "\n  &")} HTTP/1.1\nHost: ${host}`;
}

/** The fields with a fix, if it changes nothing but them. */
export function fixedFields(fields: TriedFields, { fix }: ProvedFix): TriedFields | undefined {
  let fixed = fields;
  for (const change of fix.changes) {
    if (change.change === "set" && change.parameter in DEFAULTS) fixed = { ...fixed, [change.parameter]: change.value };
    else if (change.change === "leave-out" && change.parameter in DEFAULTS)
      fixed = { ...fixed, [change.parameter]: "" };
    else if (change.change === "supply" && change.what === "challenge") fixed = { ...fixed, pkce: "S256" };
    else if (change.change === "supply" && change.what === "session") fixed = { ...fixed, user: "signed-in" };
    else if (change.change === "supply" && change.what === "consent") fixed = { ...fixed, user: "consented" };
    else return undefined;
  }
  return fix.changes.length === 0 ? undefined : fixed;
}

/** The page with these fields, below the console. */
export const queryFor = (fields: TriedFields): string => `/try?${new URLSearchParams({ ...fields })}`;

/** Whether it is a request of the application for itself, without a user. */
export const isService = ({ at, grant_type: type }: TriedFields): boolean =>
  at === "token" && type !== "authorization_code" && type !== "refresh_token";
