/** What the app can do once it has tokens. Each is a button below the flow. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { route } from "../http/routing.ts";
import type { Wire } from "../http/wire.ts";
import { walkPage } from "../pages/demo.tsx";
import { PATHS } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { callApi, postForm, refresh } from "./application.ts";
import type { Exchange } from "./exchange.ts";
import { loginOf } from "./failures/define.ts";
import { refuseForeign } from "./own-form.ts";
import { resultHeaders } from "./result-headers.ts";
import type { Tokens, Visitor, Visitors } from "./visitors.ts";

const WEB = loginOf("demo-web");

interface Act {
  readonly label: string;
  readonly heading: string;
  readonly note: string;
  readonly perform: (issuer: string, tokens: Tokens, words: Pick<Act, "heading" | "note">) => Promise<Exchange>;
}

const ACTS: Readonly<Record<string, Act>> = {
  profile: {
    label: "Read the profile",
    heading: "API call",
    note: "The API checks the access token itself. It requires the scope read_profile.",
    perform: (issuer, { access }, words) => callApi(issuer, "GET", "/demo/api/profile", access, words),
  },
  multipass: {
    label: "Issue a multipass",
    heading: "API call",
    note: "The API requires the scope write_multipass.",
    perform: (issuer, { access }, words) => callApi(issuer, "POST", "/demo/api/multipass", access, words),
  },
  userinfo: {
    label: "Get the user's claims",
    heading: "Userinfo request",
    note: "Userinfo requires the scope openid. The scopes profile and email add claims.",
    perform: (issuer, { access }, words) => callApi(issuer, "GET", PATHS.userinfo, access, words),
  },
  introspect: {
    label: "Introspect the access token",
    heading: "Introspection request",
    note: "What the server knows about the token right now.",
    perform: (issuer, { access }, words) => postForm(issuer, PATHS.introspection, WEB, { token: access }, words),
  },
  refresh: {
    label: "Refresh",
    heading: "Token request",
    note: "A new access token, and a new refresh token in place of the old one.",
    perform: (issuer, tokens, words) => refresh(issuer, WEB, tokens.refresh, words),
  },
  revoke: {
    label: "Revoke",
    heading: "Revocation request",
    note: "All tokens of this authorization are revoked. The demo keeps them, so you can see them refused.",
    perform: (issuer, { access, refresh: token = access }, words) =>
      postForm(issuer, PATHS.revocation, WEB, { token }, words),
  },
};

const formOf = (what: string, label: string) => ({ label, action: `/demo/act/${what}`, fields: [] });

/** The buttons that make sense with a visitor's tokens. */
export function nextActs({ tokens }: Visitor): ReturnType<typeof formOf>[] {
  if (tokens === undefined) return [];
  const acts = Object.entries(ACTS).filter(([what]) => what !== "refresh" || tokens.refresh !== undefined);
  return [...acts.map(([what, { label }]) => formOf(what, label)), formOf("sign-out", "Sign out")];
}

export function actRoutes(app: FastifyInstance, shared: Shared, wire: Wire, visitors: Visitors): void {
  const { issuer } = shared;

  async function act(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const foreign = refuseForeign(request, issuer, shared.clock());
    if (foreign !== undefined) return wire.page(reply, foreign, "demo");
    const visitor = visitors.find(request);
    const { what } = request.params as { what: string };
    if (what === "sign-out") return signOut(reply, visitor);
    const chosen = Object.hasOwn(ACTS, what) ? ACTS[what] : undefined;
    if (chosen === undefined) return wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), "demo");
    if (visitor?.tokens === undefined) return reply.redirect(`${issuer}/demo`, 303);
    const { label: title, heading, note, perform } = chosen;
    const done = await perform(issuer, visitor.tokens, { heading, note });
    if (what === "refresh" && done.verdict === undefined) visitor.keep(done.json);
    const { step, verdict } = done;
    const page = walkPage({ base: "", title, steps: [step], verdict, next: nextActs(visitor) });
    return reply.headers(resultHeaders()).send(page);
  }

  /** Signs out of the app, then of the server, which asks before it ends the session. */
  function signOut(reply: FastifyReply, visitor: Visitor | undefined): FastifyReply {
    visitor?.forget();
    const parameters = new URLSearchParams({ client_id: WEB.id, post_logout_redirect_uri: `${issuer}/demo` });
    return reply.redirect(`${issuer}${PATHS.signOut}?${parameters}`, 303);
  }

  route(app, wire, "/demo/act/:what", "html", {
    GET: (_, reply) => reply.redirect(`${issuer}/demo/walk`, 303),
    POST: act,
  });
}
