/** Token exchange before oidc-provider, as it should be unless told otherwise (RFC 8693 2): it exchanges the tokens of its token endpoint. */
import { randomUUID } from "node:crypto";
import { clientOf, granted, METADATA, refusal, withMembers } from "../between.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Ask, Between, Message } from "../through.ts";
import { RESOURCE } from "./api.ts";

export interface ExchangeFault {
  /** Rules that it doesn't know. */
  readonly skips?: readonly string[];
  /** Changes what it grants. */
  readonly grants?: (members: Readonly<Record<string, unknown>>, asked: URLSearchParams) => Record<string, unknown>;
  /** Changes how it refuses. */
  readonly error?: (rule: string, error: string) => string;
  /** What a token that it issued says of who acts. */
  readonly act?: false;
}

export const GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
export const [ACCESS, SAML] = ["access_token", "saml2"].map((name) => `urn:ietf:params:oauth:token-type:${name}`);

/** As the check file has it. */
export const EXPIRED = "a-token-that-was-good-once";

export interface Issued {
  readonly scope: string;
  readonly act?: object;
  readonly isExchanged?: true;
}

export const exchanging =
  ({ skips = [], grants = (members) => members, error = (_, usual) => usual, act }: ExchangeFault = {}) =>
  (): Between => {
    const tokens = new Map<string, Issued>();
    return async (message, ask) => {
      const { path, form } = message;
      if (path === "/token/revocation" && tokens.delete(form.get("token") ?? "")) return granted({});
      const issued = tokens.get(form.get("token") ?? "");
      if (path === "/token/introspection" && issued?.isExchanged) return granted({ active: true, ...issued });
      if (path !== "/token" || form.get("grant_type") !== GRANT) return remembered(message, await ask(message), tokens);
      const broken = (await brokenRules(message, ask, tokens)).filter(([rule]) => !skips.includes(rule));
      const [first] = broken;
      if (first !== undefined) return refusal(error(...first), first[1] === "invalid_client" ? 401 : 400);
      return issue(form, tokens, grants, act);
    };
  };

/** The tokens that the server behind issues, and its metadata with the grant. */
function remembered(message: Message, answer: Answer, tokens: Map<string, Issued>): Answer {
  if (typeof METADATA !== "string" && METADATA(message.path) && answer.status === 200)
    return withMembers(answer, (all) => ({
      ...all,
      grant_types_supported: [...(all.grant_types_supported as string[]), GRANT],
    }));
  if (message.path !== "/token" || answer.status !== 200) return answer;
  const { access_token, scope } = JSON.parse(answer.body);
  tokens.set(access_token, { scope });
  return answer;
}

type Broken = readonly [rule: string, error: string];

/** Rules that a request breaks, each with the error that says so. */
export async function brokenRules(message: Message, ask: Ask, tokens: Map<string, Issued>): Promise<readonly Broken[]> {
  const { form } = message;
  const parameter = (name: string): string | undefined => form.get(name) ?? undefined;
  const [subject, type, wanted] = ["subject_token", "subject_token_type", "requested_token_type"].map(parameter);
  const [actor, actorType] = ["actor_token", "actor_token_type"].map(parameter);
  const [audience = RESOURCE, resource = RESOURCE] = ["audience", "resource"].map(parameter);
  const isUnknown = subject !== undefined && subject !== EXPIRED && !tokens.has(subject);
  const found: readonly (Broken | false)[] = [
    ...(await authentication(message, ask)),
    subject === undefined && ["no subject", "invalid_request"],
    type === undefined && ["no type", "invalid_request"],
    type !== undefined && type !== ACCESS && type !== SAML && ["type", "invalid_request"],
    type === SAML && ["fitting type", "invalid_request"],
    wanted !== undefined && wanted !== ACCESS && ["requested type", "invalid_request"],
    isUnknown && [subject.includes(".") ? kindOf(subject, tokens) : "subject", "invalid_request"],
    subject === EXPIRED && ["expired", "invalid_request"],
    actor !== undefined && actorType === undefined && ["actor's type", "invalid_request"],
    actor === undefined && actorType !== undefined && ["actor's type alone", "invalid_request"],
    actor !== undefined && actorType !== undefined && !tokens.has(actor) && ["actor", "invalid_request"],
    audience !== RESOURCE && ["audience", "invalid_target"],
    resource !== RESOURCE && !resource.includes("#") && ["resource", "invalid_target"],
    resource.includes("#") && ["fragment", "invalid_target"],
  ];
  return found.filter((one) => one !== false);
}

/** One that was never issued was altered if it has the signature of one that was; else it was revoked. */
const kindOf = (token: string, tokens: Map<string, Issued>): string =>
  [...tokens.keys()].some((one) => one.split(".")[2] === token.split(".")[2]) ? "signature" : "revoked";

/** The server behind knows whose secret is right. */
async function authentication(message: Message, ask: Ask): Promise<readonly (Broken | false)[]> {
  const { form, headers } = message;
  if (clientOf(message) === "app") return [["public clients", "unauthorized_client"]];
  if (!headers.has("authorization") && !form.has("client_secret")) return [["secret required", "invalid_client"]];
  const asked = new URLSearchParams({ grant_type: "client_credentials", scope: "read" });
  const { status } = await ask({ ...message, form: asked });
  return [status !== 200 && ["secret", "invalid_client"]];
}

function issue(
  form: URLSearchParams,
  tokens: Map<string, Issued>,
  grants: NonNullable<ExchangeFault["grants"]>,
  act: false | undefined,
): Answer {
  const { scope = "read" } = tokens.get(form.get("subject_token") ?? "") ?? {};
  const access_token = `exchanged-${randomUUID()}`;
  const acts = form.has("actor_token") && act !== false ? { act: { sub: "service" } } : {};
  tokens.set(access_token, { scope, ...acts, isExchanged: true });
  const usual = { access_token, issued_token_type: ACCESS, token_type: "Bearer", expires_in: 60, scope };
  return granted(grants(usual, form));
}

/** What `candor check` is given to check it with. */
export const EXCHANGE_CLIENTS = {
  service: {
    client_id: "service",
    client_secret: secretOf("service"),
    token_endpoint_auth_method: "client_secret_basic",
    scope: "read write",
  },
  public: { client_id: "app", token_endpoint_auth_method: "none" },
} as const;
