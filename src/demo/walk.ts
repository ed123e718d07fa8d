/** The walk through the flow: the authorization request, its answer, the tokens. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { queryOf } from "../http/requests.ts";
import { route } from "../http/routing.ts";
import type { Wire } from "../http/wire.ts";
import { walkPage } from "../pages/demo.tsx";
import type { Step } from "../pages/http-exchange.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import { PATHS } from "../protocol/metadata.ts";
import type { Deps } from "../service/deps.ts";
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

export function walkRoutes(app: FastifyInstance, deps: Deps, wire: Wire, visitors: Visitors): void {
  const { issuer } = deps.settings;

  route(app, wire, "/demo/sign-in", "html", {
    POST: (request, reply) => {
      const foreign = refuseForeign(request, issuer, deps.clock());
      if (foreign !== undefined) return wire.page(reply, foreign, "demo");
      const attempt = newAttempt();
      const path = authorizationPath(issuer, WEB.id, attempt, { ...scopeChosen(request, deps), prompt: "consent" });
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
            ? `Its state belongs to no request of this browser that is still open: the answer was used before, or somebody else asked for it (cross-site request forgery). The demo must be opened at ${issuer}/demo.`
            : `Its iss is not ${issuer}, so it comes from another server than was asked (RFC 9207).`;
        const step = { ...callbackStep(issuer, answer, 400), note };
        const title = "The application does not take this answer";
        return reply
          .code(400)
          .headers(pageHeaders({ forms: "self", scriptHash: "self" }))
          .send(walkPage({ base: "", title, steps: [step] }));
      }
      visitor.scene = await follow(issuer, visitor, attempt, answer, deps.clock());
      // By redirect, so that neither a reload nor the history of the browser brings the code again.
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

/** The boxes that were ticked, as the parameter; none where no box was. */
function scopeChosen({ body }: FastifyRequest, { catalogue }: Deps): { scope?: string } {
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

/** What the application does with an answer that is its own: it redeems the code, and keeps the tokens. */
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
      "The application sends the browser to the server, which asks the person and sends it back. What ties the answer to this browser (state, nonce, the verifier behind code_challenge) stays at the application.",
    ),
    {
      ...callbackStep(issuer, answer, 303),
      note: `Checked before anything else: state belongs to a request of this browser, and iss is ${issuer}.`,
    },
  ];
  const code = answer.get("code");
  if (code === null) {
    const verdict = verdictOf(issuer, Object.fromEntries(answer));
    return { title: "The answer is a refusal", steps, verdict };
  }
  const words = {
    heading: "Token request",
    note: "From server to server: the browser sees neither secret nor tokens.",
  };
  const tokens = await redeem(issuer, WEB, code, attempt, words);
  steps.push(tokens.step);
  if (tokens.verdict !== undefined) return { title: "The code is refused", steps, verdict: tokens.verdict };
  visitor.keep(tokens.json);
  const idToken = tokens.json.id_token;
  if (typeof idToken === "string") steps.push(await identify(issuer, idToken, attempt, now));
  return { title: "The application has its tokens", steps, verdict: undefined };
}

async function identify(issuer: string, idToken: string, { nonce }: Begun, now: number): Promise<Step> {
  const keys = await exchange(issuer, { heading: "Keys, to check the ID token", path: PATHS.jwks });
  const claims = checkIdToken(idToken, keys.json, { issuer, clientId: WEB.id, nonce }, now);
  const note =
    typeof claims === "string"
      ? `The ID token is not taken: ${claims}.`
      : `Signature, iss, aud, nonce and exp of the ID token are right: it was ${claims.sub} who signed in.`;
  return { ...keys.step, note };
}
