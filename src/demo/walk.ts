/** The flow, step by step: the authorization request, its response, the tokens. */

import type { FastifyInstance, FastifyRequest } from "fastify";
import { queryOf } from "../http/requests.ts";
import { route } from "../http/routing.ts";
import { depsOf } from "../http/snapshot.ts";
import type { Wire } from "../http/wire.ts";
import { walkPage } from "../pages/demo.tsx";
import type { Step } from "../pages/http-exchange.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import type { Registry } from "../ports/registry.ts";
import { PATHS } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { nextActs } from "./acts.ts";
import { authorizationPath, callbackOf, newAttempt, redeem } from "./application.ts";
import { authorizationStep } from "./authorization-step.ts";
import { exchange, verdictOf } from "./exchange.ts";
import { loginOf } from "./failures/define.ts";
import { checkIdToken } from "./id-token.ts";
import { requestText, responseText } from "./message.ts";
import { refuseForeign } from "./own-form.ts";
import type { Begun, Scene, Visitor, Visitors } from "./visitors.ts";

const WEB = loginOf("demo-web");
const RESULT = "/demo/walk";

export function walkRoutes(app: FastifyInstance, shared: Shared, wire: Wire, visitors: Visitors): void {
  const { issuer } = shared;

  route(app, wire, "/demo/sign-in", "html", {
    POST: (request, reply) => {
      const foreign = refuseForeign(request, issuer, shared.clock());
      if (foreign !== undefined) return wire.page(reply, foreign, "demo");
      const attempt = newAttempt();
      const path = authorizationPath(issuer, WEB.id, attempt, {
        ...scopeChosen(request, depsOf(shared, request).registry),
        prompt: "consent",
      });
      visitors.welcome(request, reply).begin({ ...attempt, path });
      return reply.redirect(issuer + path, 303);
    },
  });

  route(app, wire, "/demo/callback", "html", {
    VISIT: async (request, reply) => {
      const answer = new URLSearchParams(queryOf(request.raw as { url: string }));
      const visitor = visitors.find(request);
      const attempt = visitor?.take(answer.get("state") ?? "");
      if (visitor === undefined || attempt === undefined || answer.get("iss") !== issuer) {
        const note =
          attempt === undefined
            ? `Open the demo at ${issuer}/demo and start again. The state doesn't belong to an open request from this browser: the response was used before, or someone else asked for it (cross-site request forgery).`
            : `Its iss is not ${issuer}, so the response came from a different server than the one asked (RFC 9207).`;
        const step = { ...callbackStep(issuer, answer, 400), note };
        const title = "The app doesn't accept this response";
        return reply
          .code(400)
          .headers(pageHeaders({ forms: "self", scriptHash: "self" }))
          .send(walkPage({ base: "", title, steps: [step] }));
      }
      visitor.scene = await follow(issuer, visitor, attempt, answer, shared.clock());
      // With a redirect, so that neither a reload nor the browser's history sends the code again.
      return reply.redirect(issuer + RESULT, 303);
    },
  });

  route(app, wire, RESULT, "html", {
    GET: (request, reply) => {
      const visitor = visitors.find(request);
      if (visitor?.scene === undefined) return reply.redirect(`${issuer}/demo`, 303);
      const page = walkPage({ base: "", ...visitor.scene, next: nextActs(visitor) });
      return reply.headers(pageHeaders({ forms: "self", scriptHash: "self" })).send(page);
    },
  });
}

/** The selected boxes, as the parameter. Without any, no parameter. */
function scopeChosen({ body }: FastifyRequest, { catalogue }: Registry): { scope?: string } {
  const ticked = new URLSearchParams(typeof body === "string" ? body : "").getAll("scope");
  const scope = ticked.filter((name) => catalogue.scopes.has(name)).join(" ");
  return scope === "" ? {} : { scope };
}

function callbackStep(issuer: string, answer: URLSearchParams, status: number): Step {
  const url = new URL(`${callbackOf(issuer)}?${answer}`);
  const headers = new Headers(status === 303 ? { location: issuer + RESULT } : {});
  return {
    heading: "Callback",
    request: requestText({ method: "GET", url, headers: {} }),
    status,
    response: responseText(status, headers, ""),
  };
}

/** What the app does with a response that belongs to it: it redeems the code and keeps the tokens. */
async function follow(
  issuer: string,
  visitor: Visitor,
  attempt: Begun,
  answer: URLSearchParams,
  now: number,
): Promise<Scene> {
  const answeredAt = new URL(`${callbackOf(issuer)}?${answer}`);
  const steps = [
    authorizationStep(
      issuer,
      attempt.path,
      answeredAt,
      "The app sends the browser to the server, which asks the user and sends the browser back. The app keeps what ties the response to this browser: state, nonce, and the verifier behind code_challenge.",
    ),
    {
      ...callbackStep(issuer, answer, 303),
      note: `Checked first: state belongs to a request from this browser, and iss is ${issuer}.`,
    },
  ];
  const code = answer.get("code");
  if (code === null) {
    const verdict = verdictOf(issuer, Object.fromEntries(answer));
    return { title: "The response is a refusal", steps, verdict };
  }
  const words = {
    heading: "Token request",
    note: "From the app's backend to the server. The browser sees neither the secret nor the tokens.",
  };
  const tokens = await redeem(issuer, WEB, code, attempt, words);
  steps.push(tokens.step);
  if (tokens.verdict !== undefined) return { title: "The code is refused", steps, verdict: tokens.verdict };
  visitor.keep(tokens.json);
  const idToken = tokens.json.id_token;
  if (typeof idToken === "string") steps.push(await identify(issuer, idToken, attempt, now));
  return { title: "The app has its tokens", steps, verdict: undefined };
}

async function identify(issuer: string, idToken: string, { nonce }: Begun, now: number): Promise<Step> {
  const keys = await exchange(issuer, { heading: "Keys, to check the ID token", path: PATHS.jwks });
  const claims = checkIdToken(idToken, keys.json, { issuer, clientId: WEB.id, nonce }, now);
  const note =
    typeof claims === "string"
      ? `The ID token isn't accepted: ${claims}.`
      : `The ID token's signature, iss, aud, nonce, and exp are valid: ${claims.sub} signed in.`;
  return { ...keys.step, note };
}
