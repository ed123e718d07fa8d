/** Faults of token exchange and of assertions as grants: what breaks only the rules that are skipped is replaced with what is right. */
import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { ID_JAG_TYP } from "../../../src/checker/asserting.ts";
import { jws, signerOf, signingKey } from "../../../src/checker/sign.ts";
import { asClient, METADATA, withMembers, withParameters } from "../between.ts";
import {
  GRANT as ASSERTION,
  ASSERTION_ISSUER,
  brokenRules as brokenByAssertion,
  type GrantFault,
  OF_IDENTITY,
} from "../keyed/assertion-grant.ts";
import { ACCESS, brokenRules, GRANT as EXCHANGE, type ExchangeFault, type Issued } from "../keyed/exchange.ts";
import { changedJwt, withOwnKey } from "../keyed/resigned.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Ask, Between, Fixed, Message } from "../through.ts";

const NOBODY = { claims: { act: undefined } };

const asService = (message: Message): Message => asClient(message, "service", secretOf("service"));
const isBy = (message: Message, grant: string): boolean =>
  message.path === "/token" && message.form.get("grant_type") === grant;

type Grants = NonNullable<ExchangeFault["grants"]>;

/** What is granted, or how it is refused. */
function changed(
  answer: Answer,
  asked: URLSearchParams,
  grants: Grants | undefined,
  error: (usual: string) => string,
): Answer {
  if (answer.status === 200) return grants === undefined ? answer : withMembers(answer, (all) => grants(all, asked));
  return withMembers(answer, (all) => ({ ...all, error: error(String(all.error)) }));
}

/** Who grants what is asked for doesn't refuse a scope. */
async function asked(
  message: Message,
  ask: Ask,
  grants: Grants | undefined,
  again: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await ask(message);
  const isRefused = grants !== undefined && answer.body.includes("invalid_scope");
  return isRefused ? ask(withParameters(message, { scope: undefined, ...again })) : answer;
}

export const exchangingWrongly =
  ({ skips = [], grants, error = (_, usual) => usual, act }: ExchangeFault) =>
  (): Between => {
    const tokens = new Map<string, Issued>();
    return async (message, ask) => {
      const { path, form } = message;
      if (path === "/token/revocation") tokens.delete(form.get("token") ?? "");
      const isExchange = isBy(message, EXCHANGE);
      const broken = isExchange ? await brokenRules(message, ask, tokens) : [];
      const isSkipped = broken.length > 0 && broken.every(([rule]) => skips.includes(rule));
      const sent = isSkipped ? withGoodSubject(message, [...tokens.keys()].at(-1)) : message;
      const answer = isExchange ? await asked(sent, ask, grants) : await ask(sent);
      if (path === "/token" && answer.status === 200)
        tokens.set(JSON.parse(answer.body).access_token, { scope: "read" });
      if (path === "/jwks" && act === false) return withOwnKey(answer);
      if (isExchange && act === false && answer.status === 200)
        return withMembers(answer, (all) => ({ ...all, access_token: changedJwt(String(all.access_token), NOBODY) }));
      return isExchange ? changed(answer, form, grants, (usual) => error(broken[0]?.[0] ?? "", usual)) : answer;
    };
  };

const withGoodSubject = (message: Message, token: string | undefined): Message =>
  asService(
    withParameters(message, {
      ...{ subject_token: token, subject_token_type: ACCESS, requested_token_type: undefined },
      ...{ actor_token: undefined, actor_token_type: undefined, audience: undefined, resource: undefined },
    }),
  );

export const grantingWrongly =
  (kind: "plain" | "identity") =>
  ({ skips = [], grants, error = (_, usual) => usual, isHidden }: GrantFault) =>
  ({ issuer }: Fixed): Between => {
    const seen = new Set<string>();
    return async (message, ask) => {
      const { path, form } = message;
      if (isHidden && typeof METADATA !== "string" && METADATA(path)) return hidden(await ask(message));
      if (!isBy(message, ASSERTION)) return ask(message);
      const all = await brokenByAssertion(message, ask, issuer, seen);
      const broken = all.filter((rule) => kind === "identity" || !OF_IDENTITY.includes(rule));
      seen.add(form.get("assertion") ?? "");
      const isSkipped = broken.length > 0 && broken.every((rule) => skips.includes(rule));
      const right = () => ({ assertion: rightAssertion(form.get("assertion") ?? "", issuer, kind) });
      const sent = isSkipped ? asService(withParameters(message, right())) : message;
      const answer = await asked(sent, ask, grants, right());
      return changed(answer, form, grants, (usual) => error(broken[0] ?? "", usual));
    };
  };

const hidden = (answer: Answer): Answer =>
  withMembers(answer, (all) => ({
    ...all,
    grant_types_supported: (all.grant_types_supported as string[]).filter((one) => one !== ASSERTION),
  }));

/** Like the other one, where that is right. */
function rightAssertion(other: string, aud: string, kind: "plain" | "identity"): string {
  const key = signingKey(ASSERTION_ISSUER.private_key);
  const iat = Math.floor(Date.now() / 1000);
  const usual = {
    iss: ASSERTION_ISSUER.issuer,
    sub: ASSERTION_ISSUER.subject,
    aud,
    jti: randomUUID(),
    iat,
    exp: iat + 60,
  };
  const typ = kind === "identity" ? { typ: ID_JAG_TYP } : {};
  return jws(
    { alg: key.alg, kid: key.kid, ...typ },
    { ...usual, client_id: "service", ...scopeIn(other) },
    signerOf(key),
  );
}

function scopeIn(assertion: string): object {
  try {
    const { scope } = decodeJwt(assertion);
    return scope === undefined ? {} : { scope };
  } catch {
    return {};
  }
}
