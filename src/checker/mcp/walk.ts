/** Walks through an MCP server's authorization as a client would, step by step, and goes on as far as it can be gone. */

import { type Asked, authorization, scopes } from "./authorization.ts";
import { again, firstCall, moreScopes, tools } from "./calls.ts";
import type { Context, WalkOptions } from "./context.ts";
import { challenge, withoutToken } from "./no-token.ts";
import { problem } from "./problems/index.ts";
import { registration } from "./registration.ts";
import { resourceMetadata } from "./resource-metadata.ts";
import { pkce, serverMetadata } from "./server-metadata.ts";
import { notNeeded, type Outcome, outcome, STEPS, type Step, type StepId, skipped, type Walk } from "./step.ts";
import { audience, token } from "./token.ts";
import { wrongToken } from "./wrong-token.ts";

/** Walks. `tell` is called after each step. Rejects only for what isn't the servers' fault, such as a port in use. */
export async function walkMcp(url: string, options: WalkOptions, tell: (step: Step) => void = () => {}): Promise<Walk> {
  const at = options.now();
  const context: Context = { ...options, url, audience: canonical(url) };
  const steps: Step[] = [];
  try {
    for (const id of Object.keys(STEPS) as StepId[]) {
      const found = whySkipped(id, context, steps) ?? (await DO[id](context));
      const { is, says, problems, shows } = found;
      const step: Step = { id, number: steps.length + 1, title: STEPS[id], is, says, problems, shows };
      steps.push(step);
      if (id === "authorization") context.code = (found as Asked).got;
      tell(step);
    }
  } finally {
    await context.listening?.signIn.close?.();
  }
  return { url, at, steps };
}

/** "Canonical Server URI": without a slash that says nothing, and without a fragment. */
function canonical(url: string): string {
  const { href, pathname, search, hash } = new URL(url);
  const whole = hash === "" ? href : href.slice(0, -hash.length);
  return pathname === "/" && search === "" ? whole.replace(/\/$/, "") : whole;
}

const DO: Readonly<Record<StepId, (context: Context) => Promise<Outcome>>> = {
  "no-token": withoutToken,
  challenge,
  "resource-metadata": resourceMetadata,
  "server-metadata": serverMetadata,
  pkce,
  scope: scopes,
  registration,
  authorization,
  token: (context) => token(context, context.code as NonNullable<Context["code"]>),
  audience,
  "first-call": firstCall,
  tools,
  "step-up": stepUp,
  "wrong-token": wrongToken,
};

type Need = readonly [missing: (context: Context) => boolean, says: string];

const SIGNED_IN: Need = [({ token }) => token === undefined, "There is no token."];
/** What each step needs from those before. */
const NEEDS: Readonly<Partial<Record<StepId, readonly Need[]>>> = {
  "server-metadata": [[({ issuer }) => issuer === undefined, "No authorization server is known."]],
  pkce: [[({ server }) => server === undefined, "There is no metadata."]],
  scope: [[({ server }) => server === undefined, "There is no metadata."]],
  registration: [[({ server }) => server === undefined, "There is no metadata."]],
  authorization: [
    [({ registered }) => registered === undefined, "There is no client."],
    [({ server }) => typeof server?.authorization_endpoint !== "string", "There is no authorization_endpoint."],
    [({ server }) => typeof server?.token_endpoint !== "string", "There is no token_endpoint."],
  ],
  token: [[({ code }) => code === undefined, "There is no code."]],
  audience: [SIGNED_IN],
  "first-call": [SIGNED_IN],
  tools: [[({ session }) => session === undefined, "The first call didn't go through."]],
  "step-up": [SIGNED_IN],
};

const isUnreachable = ([first]: readonly Step[]): boolean =>
  first?.problems.some(({ id }) => id === "no-token/unreachable") === true;

function whySkipped(id: StepId, context: Context, steps: readonly Step[]): Outcome | undefined {
  if (id === "no-token") return undefined;
  if (context.challenged === undefined)
    return steps[0]?.is === "not needed"
      ? notNeeded("Nothing is protected.")
      : skipped(isUnreachable(steps) ? "The server can't be reached." : "The server didn't ask for a token.");
  const unsafe = steps.some(({ problems }) => problems.some((one) => one.id === "server-metadata/insecure-endpoint"));
  if (unsafe && ["registration", "authorization"].includes(id))
    return skipped("Nothing is sent to an endpoint without TLS.");
  const need = NEEDS[id]?.find(([missing]) => missing(context));
  return need && skipped(need[1]);
}

/** Step 13: once more through the authorization, with what the challenge wants. */
async function stepUp(context: Context): Promise<Outcome> {
  const { insufficient } = context;
  if (insufficient === undefined) return notNeeded("No call wanted more scopes.");
  const scope = moreScopes(context);
  if (scope === undefined) {
    const says = "The 403 names no scope.";
    return outcome(says, [insufficient], [problem("step-up/no-scope", says)]);
  }
  context.requested = scope;
  const asked: Asked = await authorization(context);
  if (asked.got === undefined) return asked;
  const redeemed = await token(context, asked.got);
  if (redeemed.is === "broken") return redeemed;
  return again(context, [insufficient, ...asked.shows, ...redeemed.shows]);
}
