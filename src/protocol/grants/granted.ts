/** What a token request is granted after its client and what it brings have passed their checks, with its effects as data. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import type { Actor, Confirmation } from "../access-token.ts";
import { type Client, mayRequest } from "../client.ts";
import { authenticated } from "../client-authentication/checks.ts";
import type { Grant } from "../grant.ts";
import { type Catalogue, type ScopeGranted, stateAt } from "../scope/catalogue.ts";
import { narrowScope } from "../scope/narrow.ts";
import { refuseOtherTarget, resourceOf, type Target } from "../scope/target.ts";
import { bindingOf } from "../sender-constraints/index.ts";
import type { CommonFacts, TokenRequest } from "../token/facts.ts";

/** What to issue, and what happens to the grant behind it. */
export interface TokenGranted {
  readonly client: Client;
  readonly scope: ScopeGranted;
  readonly effect:
    | { readonly kind: "none" }
    | { readonly kind: "redeem"; readonly grant: Grant; readonly startRefresh: boolean }
    /** A grant that begins with this request, and the id of the request that it uses up: of a device, or of an app that asks a user. */
    | {
        readonly kind: "begin";
        readonly grant: Grant;
        readonly startRefresh: boolean;
        readonly uses: number;
        readonly of: "device" | "ciba";
      }
    | { readonly kind: "rotate"; readonly grant: Grant }
    /** The second of two refreshes at once: it gets the same successor, and nothing changes. */
    | { readonly kind: "repeat"; readonly grant: Grant }
    /** The refresh token stays the same, and nothing changes. */
    | { readonly kind: "keep"; readonly grant: Grant }
    | Exchanged
    | Vouched;
  readonly idToken: boolean;
  /** The APIs that the access token is for, if its scopes don't decide. */
  readonly audience?: readonly string[] | undefined;
  /** The key that the request proved to have. What it gets is bound to it. */
  readonly cnf?: Confirmation | undefined;
  /** The thumbprint of the key of the attested instance that asked. Its refresh token is bound to it. */
  readonly instance?: string | undefined;
}

/** A token for the subject of another one, or of an assertion. */
export interface Exchanged {
  readonly kind: "exchange";
  /** How it came about. */
  readonly source: "exchange" | "assertion";
  readonly subject: string;
  /** The grant of the user behind what was exchanged: it ends what is issued too. */
  readonly grantId: number | undefined;
  /** Whether the subject is a user. Without a grant behind it, what is issued gets one of its own. */
  readonly personal: boolean;
  readonly authTime: number | undefined;
  readonly act: Actor | undefined;
  /** Whether `act` names a user, whose subject depends on who sees it. */
  readonly userActs?: true;
  /** When what was exchanged ends, in milliseconds. Nothing that is issued lives longer. */
  readonly until: number | undefined;
  /** The type of what is issued (RFC 8693 3); none if nothing was exchanged. */
  readonly issued: string | undefined;
}

/** An identity assertion for another server (ID-JAG), about a user of this one. */
export interface Vouched {
  readonly kind: "vouch";
  readonly subject: string;
  readonly authTime: number | undefined;
  /** The other server, and what the client and the API are called there. */
  readonly audience: string;
  readonly clientId: string;
  readonly resource: string | undefined;
}

/** The grant that an effect changes; none where there is none to change. */
export const grantOf = (effect: TokenGranted["effect"]): Grant | undefined =>
  "grant" in effect ? effect.grant : undefined;

/** Grants a scope, unless it belongs to another API than the one that the request names. */
export function granted(
  { request: { target }, client: facts, proof, catalogue, now }: CommonFacts & { readonly request: TokenRequest },
  scope: ScopeGranted | Refusal,
  effect: TokenGranted["effect"],
): TokenGranted | Refusal {
  if ("refused" in scope) return scope;
  const client = authenticated(facts);
  const otherTarget = refuseOtherTarget({ target, client, catalogue, now }, scope);
  if (otherTarget !== undefined) return otherTarget;
  const grant = grantOf(effect);
  const idToken = grant !== undefined && scope.scopes.includes("openid");
  const audience = scope.apis?.length === 0 ? undefined : scope.apis;
  const cnf = bindingOf(proof, client);
  const instance = facts.attestation?.jkt;
  return {
    client,
    scope,
    effect,
    idToken,
    ...(audience !== undefined && { audience }),
    ...(cnf !== undefined && { cnf }),
    ...(instance !== undefined && { instance }),
  };
}

/** What somebody else vouches for, and what of that is asked for. */
interface Offering {
  /** As it was requested. */
  readonly sent: string | undefined;
  readonly target: Target | undefined;
  /** What may be asked for, and what is granted of it where nothing is asked for. */
  readonly offered: readonly string[];
  readonly usual: readonly string[];
  readonly client: Client;
  readonly catalogue: Catalogue;
}

/**
 * The scope of a token for what somebody else vouches for: no more than that offers, and than the client is allowed. `now` in milliseconds.
 */
export function offeredScope(
  { sent, target, offered, usual, client, catalogue }: Offering,
  now: number,
): ScopeGranted | Refusal {
  const api = target && resourceOf(target.named[0] ?? "", catalogue);
  const live = [...new Set(offered)].filter((name) => {
    const scope = catalogue.scopes.get(name);
    if (scope === undefined || stateAt(scope, now).is === "removed" || !mayRequest(client, name)) return false;
    // Nobody signs in, and nothing is renewed.
    return name !== "openid" && name !== "offline_access" && (api === undefined || scope.api === api);
  });
  const left = usual.filter((name) => live.includes(name));
  const text = sent ?? (left.length > 0 ? left : live).join(" ");
  return text === ""
    ? refuse("scope/missing", { clientId: client.id, allowed: client.scopes })
    : narrowScope(text, live, client, catalogue, now);
}
