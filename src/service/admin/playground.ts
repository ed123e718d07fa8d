/** What would be decided about a request of an application, without doing it: the same decision, on an occasion that is supposed. */
import type { Client } from "../../protocol/client.ts";
import { methodOf } from "../../protocol/client-authentication/index.ts";
import type { Occasion } from "../../protocol/occasion.ts";
import { aspectsOf } from "../../protocol/occasion.ts";
import { receive } from "../../protocol/received.ts";
import { prove } from "../../protocol/replay/prove.ts";
import { replay } from "../../protocol/replay/replay.ts";
import type { ProvedFix, TraceStep } from "../../reasons/explain.ts";
import type { Supply } from "../../reasons/fix.ts";
import { faceOf, type Refusal, reasonOf } from "../../reasons/index.ts";
import type { Deps } from "../deps.ts";
import { evidenceFor } from "../explanations.ts";
import type { Caller } from "./caller.ts";

export type Tried =
  | {
      readonly at: "authorization";
      readonly parameters: Parameters;
      readonly user: "signed-in" | "consented" | "nobody";
    }
  | { readonly at: "token"; readonly parameters: Parameters };

type Parameters = Readonly<Record<string, string>>;

export interface Decided {
  readonly trace: readonly TraceStep[];
  readonly granted: string | undefined;
  readonly refusal:
    | {
        readonly code: string;
        readonly title: string;
        readonly error: string;
        readonly says: string;
        readonly fixes: readonly ProvedFix[];
      }
    | undefined;
}

const FORM = "application/x-www-form-urlencoded";

/** Decides a request of an application that is within the caller's reach. Nothing is kept, counted or issued. */
export function decideTried(deps: Deps, caller: Caller, client: Client, tried: Tried): Decided {
  const on =
    tried.at === "authorization"
      ? authorizationOn(deps, caller, client, tried)
      : tokenOn(deps, client, tried.parameters);
  const { trace, outcome } = replay(on);
  return {
    trace,
    granted: outcome.is === "granted" ? outcome.what : undefined,
    refusal: outcome.is === "refused" ? shown(on, outcome.refusal) : undefined,
  };
}

function shown(on: Occasion, refusal: Refusal): Decided["refusal"] {
  const { title, says } = reasonOf(refusal.refused);
  const { error } = reasonOf(faceOf(refusal));
  const fixes = prove(on, refusal, (one) => evidenceFor("owner", one));
  return { code: refusal.refused, title, error, says: says(refusal.evidence as never), fixes };
}

const sent = (method: string, parameters: Parameters) => {
  const text = new URLSearchParams(Object.entries(parameters)).toString();
  const isPost = method === "POST";
  return receive({
    method,
    contentType: isPost ? FORM : undefined,
    authorization: undefined,
    query: isPost ? "" : text,
    body: isPost ? text : "",
  });
};

function authorizationOn(
  { registry: { catalogue, settings }, clock }: Deps,
  { actor }: Caller,
  client: Client,
  { parameters, user }: Extract<Tried, { at: "authorization" }>,
): Occasion {
  const now = clock();
  const consented = user === "consented" ? client.scopes : [];
  return {
    decision: "authorization",
    received: sent("GET", { ...parameters, client_id: client.id }),
    client,
    person: user === "nobody" ? undefined : { sessionId: 0, subject: actor.id, authTime: now, consented },
    hint: { is: "absent" },
    ...{ catalogue, settings, now },
  };
}

/** What a token request brings is supposed to be valid: its client's secret is never asked for. */
const SUPPOSED: Readonly<Record<string, readonly Supply[]>> = {
  authorization_code: ["code", "challenge", "verifier"],
  refresh_token: ["refresh-token"],
};

function tokenOn({ registry: { catalogue, settings }, clock }: Deps, client: Client, parameters: Parameters): Occasion {
  const method = client.authMethods.find((name) => methodOf(name) !== undefined) ?? "none";
  const bare: Occasion = {
    decision: "token",
    received: sent("POST", parameters),
    client: { method, clientId: client.id, client, secret: { is: "absent" } },
    ...{ catalogue, settings },
    now: clock(),
  };
  const all: readonly Supply[] = ["secret", ...(SUPPOSED[parameters.grant_type ?? ""] ?? [])];
  return all.reduce<Occasion>((on, what) => aspectsOf(on).supplies?.[what]?.(on, {}) ?? on, bare);
}
