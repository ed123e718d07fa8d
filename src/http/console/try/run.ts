/**
 * Really runs a request of an application. The server plays both parts, the application and the browser of the user who is signed in,
 * so no redirect URI needs to be registered for it: the code is taken from the redirect and never reaches the application. What was
 * issued is revoked in the end. A client's secret is sent as the application would send it, and kept nowhere.
 */
import { hash } from "node:crypto";
import type { RunFields } from "../../../pages/console/try/run.tsx";
import type { Client } from "../../../protocol/client.ts";
import { PATHS } from "../../../protocol/metadata.ts";
import type { Deps } from "../../../service/deps.ts";
import type { OwnRequest, OwnResponse } from "../own-requests.ts";
import type { WireLog } from "./wire.ts";

export interface Running {
  readonly deps: Pick<Deps, "issuer" | "random">;
  readonly wire: WireLog;
  readonly client: Client;
  readonly fields: RunFields;
}

/** What a run came to. */
export interface Ran {
  readonly says: string;
  readonly granted: boolean;
  /** What the ID token says. */
  readonly idToken?: string | undefined;
  /** Whether the user was asked, and allowed it. */
  readonly allowed?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const stopped = (says: string): Ran => ({ says, granted: false });

/** How the client authenticates: headers, and parameters of the body. */
function credentialsOf({ id, authMethods }: Client, secret: string) {
  const encoded = (text: string) => encodeURIComponent(text).replaceAll("%20", "+");
  // RFC 6749 2.3.1: both are form-encoded first.
  const basic = `Basic ${Buffer.from(`${encoded(id)}:${encoded(secret)}`).toString("base64")}`;
  const isBasic = secret !== "" && authMethods.includes("client_secret_basic");
  const headers: OwnRequest["headers"] = isBasic ? [["Authorization", basic]] : [];
  const form = isBasic ? {} : { client_id: id, ...(secret !== "" && { client_secret: secret }) };
  return { headers, form };
}

function jsonOf({ headers, body }: OwnResponse): Json {
  const isJson = headers.some(([name, value]) => name === "content-type" && value.startsWith("application/json"));
  return isJson ? (JSON.parse(body) as Json) : {};
}

/** Sends a form as the application, with the credentials of the client. */
async function post({ wire, client, fields }: Running, heading: string, path: string, form: Json): Promise<Json> {
  const credentials = credentialsOf(client, fields.secret);
  const present = Object.entries({ ...form, ...credentials.form }).filter(([, value]) => value !== "");
  const body = new URLSearchParams(present as [string, string][]);
  return jsonOf(await wire.asApplication({ heading }, path, credentials.headers, body));
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export async function runToken(running: Running): Promise<Ran> {
  const { scope, resource } = running.fields;
  const form = { grant_type: "client_credentials", scope, resource };
  const { access_token: token } = await post(running, "The application asks for a token", PATHS.token, form);
  if (typeof token !== "string") return stopped("The token request was refused.");
  await post(running, "The token is revoked again", PATHS.revocation, { token });
  return { says: "A token was issued, and revoked again.", granted: true };
}

export async function runCode(running: Running): Promise<Ran> {
  const { deps, fields } = running;
  const secret = () => Buffer.from(deps.random(32)).toString("base64url");
  const verifier = secret();
  const authorized = await authorize(running, verifier, secret());
  if (authorized.code === undefined) return stopped(authorized.says);
  const { allowed } = authorized;
  const redirect_uri = fields.redirect_uri;
  const code_verifier = fields.pkce === "" ? "" : verifier;
  const redeemed = { grant_type: "authorization_code", code: authorized.code, redirect_uri, code_verifier };
  const tokens = await post(running, "The application redeems the code", PATHS.token, redeemed);
  if (typeof tokens.access_token !== "string") return { ...stopped("The token request was refused."), allowed };
  return { ...(await use(running, tokens)), idToken: claimsOf(tokens.id_token), allowed };
}

/** What the application does with its tokens, until they are revoked. */
async function use(running: Running, tokens: Json): Promise<Ran> {
  let token = textOf(tokens.access_token);
  let refresh = textOf(tokens.refresh_token);
  if (refresh !== "") {
    const form = { grant_type: "refresh_token", refresh_token: refresh };
    const next = await post(running, "The application refreshes its token", PATHS.token, form);
    token = textOf(next.access_token) || token;
    refresh = textOf(next.refresh_token) || refresh;
  }
  if (tokens.id_token !== undefined) {
    const bearer = [["Authorization", `Bearer ${token}`]] as const;
    await running.wire.asApplication({ heading: "The application asks about the user" }, PATHS.userinfo, bearer);
  }
  await post(running, "The tokens are revoked again", PATHS.revocation, { token: refresh || token });
  const isRefreshed =
    refresh === ""
      ? "No refresh token was issued: that needs the scope offline_access, and the grant type."
      : "The token was refreshed.";
  return { says: `The whole flow was granted. ${isRefreshed} Everything was revoked again.`, granted: true };
}

interface Authorized {
  readonly code: string | undefined;
  readonly says: string;
  readonly allowed: boolean;
}

/** The part of the browser: the authorization request, and the user's choice if the page asks for it. */
async function authorize({ wire, client, fields }: Running, verifier: string, nonce: string): Promise<Authorized> {
  const { redirect_uri, scope, prompt, pkce, resource } = fields;
  const challenge = pkce === "S256" ? hash("sha256", verifier, "base64url") : pkce === "" ? "" : verifier;
  const asked = { response_type: "code", client_id: client.id, redirect_uri, scope, prompt, resource };
  const bound = { state: nonce.slice(0, 16), nonce, code_challenge: challenge, code_challenge_method: pkce };
  const query = new URLSearchParams(Object.entries({ ...asked, ...bound }).filter(([, value]) => value !== ""));
  const { pathname } = new URL(wire.issuer + PATHS.authorization);
  const first = { heading: "The application sends the browser here" };
  let response = await wire.asBrowser(first, `${pathname}?${query}`);
  let allowed = false;
  const form = consentIn(response);
  if (form !== undefined) {
    form.fields.set("answer", fields.answer);
    allowed = fields.answer === "allow";
    response = await wire.asBrowser(
      { heading: `The user is asked, and selects ${allowed ? "Allow" : "Deny"}` },
      form.action,
      form.fields,
    );
  }
  const location = response.headers.find(([name]) => name === "location")?.[1];
  if (location === undefined) {
    const isPage = response.status === 200;
    return {
      code: undefined,
      allowed,
      says: isPage
        ? "The user is asked to sign in first. A run ends there."
        : "The request was refused on a page: nothing is sent to the application.",
    };
  }
  const back = new URL(location).searchParams;
  const code = back.get("code") ?? undefined;
  return { code, allowed, says: `The application receives the error ${back.get("error") ?? ""}.` };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const decoded = (text: string) => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? "");

/** The form of the consent page, read as a browser reads it; `undefined` for another page. */
function consentIn({
  status,
  body,
}: OwnResponse): { readonly action: string; readonly fields: URLSearchParams } | undefined {
  const [, action, content = ""] = /<form[^>]* action="([^"]*\/consent)"[^>]*>(.*?)<\/form>/s.exec(body) ?? [];
  if (status !== 200 || action === undefined) return undefined;
  const hidden = content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return {
    action: decoded(action),
    fields: new URLSearchParams([...hidden].map(([, name = "", value = ""]) => [name, decoded(value)])),
  };
}

/** What an ID token says, without its signature. */
function claimsOf(token: unknown): string | undefined {
  const [, payload = ""] = textOf(token).split(".");
  return payload === "" ? undefined : JSON.stringify(JSON.parse(Buffer.from(payload, "base64url").toString()), null, 2);
}
