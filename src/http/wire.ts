/** The only place where a refusal becomes JSON, a redirect, a page or a WWW-Authenticate header. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { familyOf } from "../pages/families.ts";
import { type Account, refusalPage } from "../pages/refusal.tsx";
import { refusalWords } from "../pages/refusal-words.ts";
import { pageHeaders } from "../pages/security-headers.ts";
import type { Recorded } from "../ports/journal.ts";
import { once, type Soon } from "../ports/soon.ts";
import type { TrustedRedirect } from "../protocol/authorization/trust.ts";
import { type Finding, refuseFinding } from "../protocol/http/occasion.ts";
import { CLIENT_SIGNING_ALGS } from "../protocol/jwk.ts";
import { basePath } from "../protocol/metadata.ts";
import type { Refused } from "../protocol/occasion.ts";
import { clientIdOf } from "../protocol/replay/record.ts";
import { responseModeOf } from "../protocol/response-modes/index.ts";
import { type Code, errorAt, faceOf, type Refusal, reasonOf, statusOf } from "../reasons/index.ts";
import { type ErrorBody, problemOf } from "../render/problem.ts";
import { descriptionOf, wireText } from "../render/wire-text.ts";
import type { Shared } from "../service/deps.ts";
import { sendAuthorizationResponse } from "./authorization-response.ts";
import { brandFor } from "./brand.ts";
import { CORS_HEADERS } from "./cors.ts";
import { logRefusal } from "./decisions.ts";
import { sendChallenge, sendNonce } from "./dpop-nonce.ts";
import { addressOf, pathOf } from "./requests.ts";
import { depsOf } from "./snapshot.ts";

/** Headers of every JSON response (RFC 6749 5.1). Any origin may read it: no cookie is read where JSON is returned. */
export const JSON_HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  pragma: "no-cache",
  "x-content-type-options": "nosniff",
  ...CORS_HEADERS,
} as const;

/** No page of another origin may read problem details. */
const PROBLEM_HEADERS = {
  "content-type": "application/problem+json",
  "content-language": "en",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

/** What a refusal says to the requester. If a public reason hides the true one, that is what is said. */
function saysOf(refusal: Refusal, face: Code): string {
  const evidence = face === refusal.refused ? refusal.evidence : {};
  return wireText(reasonOf(face).says(evidence as never));
}

/** A challenge (RFC 9110 11.6.1). No value contains a quotation mark or a backslash: see `wireText`. */
function challenge(scheme: "Basic" | "Bearer" | "DPoP", parameters: Readonly<Record<string, string>>): string {
  const written = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  return `${scheme} ${written.join(", ")}`;
}

/**
 * The challenge for a token: with DPoP and its algorithms where one was sent so, or must be (RFC 9449 7.1), otherwise with Bearer.
 */
function tokenChallenge(
  { headers }: FastifyRequest,
  { refused, evidence }: Refusal,
  parameters: Readonly<Record<string, string>>,
): string {
  const bound = (evidence as { readonly bound?: readonly string[] }).bound?.includes("jkt");
  const isDpop =
    refused.startsWith("dpop/") ||
    refused === "token/wrong-scheme" ||
    (refused === "token/key-unproved" && bound) ||
    /^dpop /i.test(headers.authorization ?? "");
  return isDpop
    ? challenge("DPoP", { ...parameters, algs: CLIENT_SIGNING_ALGS.join(" ") })
    : challenge("Bearer", parameters);
}

/** At a resource, a request is refused for its proof as for its token (RFC 9449 7.1). */
const resourceStatus = (code: Code): number => (familyOf(code) === "dpop" ? 401 : statusOf(reasonOf(code)));

/** What a refusal says in its response. */
interface Uttered {
  readonly face: Code;
  readonly ref: string;
  readonly says: string;
  readonly body: ErrorBody;
  /** What may be shown of the evidence. */
  readonly evidence: Refusal["evidence"];
}

type Noted = { readonly says: string; readonly errorUri: string };

/** The status of the response: the reason's, another one, or none if the refusal is only recorded. */
type Sent = "own status" | number | undefined;

export class Wire {
  readonly #shared: Shared;
  readonly #base: string;

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#base = basePath(shared.issuer);
  }

  /** Keeps the refusal in the journal and the log, and makes its response. */
  #utter(reply: FastifyReply, refused: Refused, endpoint: string, sent: Sent, fault?: string): Soon<Uttered> {
    const { request } = reply;
    const circumstances = {
      endpoint,
      method: request.method,
      path: pathOf(request),
      address: addressOf(request),
      userAgent: request.headers["user-agent"],
      fault,
    };
    const { journal, usage, registry } = depsOf(this.#shared, request);
    usage.refused(refused, registry);
    return once(journal.record(refused, circumstances, registry), (recorded) =>
      this.#recorded(reply, refused, recorded, endpoint, sent, fault),
    );
  }

  #recorded(
    reply: FastifyReply,
    refused: Refused,
    { ref, kept, told }: Recorded,
    endpoint: string,
    sent: Sent,
    fault: string | undefined,
  ): Uttered {
    const { issuer, diagnose, events, clock, watchers } = this.#shared;
    watchers?.telemetry?.refused(refused.refused as Code, clientIdOf(refused.on), kept);
    if (kept) {
      diagnose?.(ref);
      if (events?.heard) {
        const client = clientIdOf(refused.on);
        events.emit({ type: "refused", at: clock(), ref, code: refused.refused, endpoint, client });
      }
    }
    const face = faceOf(told);
    const status = sent === "own status" ? statusOf(reasonOf(face)) : sent;
    logRefusal(this.#shared, reply, refused, { ref, endpoint, status, kept, fault });
    const says = saysOf(told, face);
    const body = {
      error: errorAt(reasonOf(face), endpoint),
      error_description: descriptionOf(says, ref),
      error_uri: `${issuer}/errors/${face}?ref=${ref}`,
    };
    return { face, ref, says, body, evidence: face === told.refused ? told.evidence : {} };
  }

  /** Keeps in the journal what the requester must not see. */
  note(reply: FastifyReply, unseen: Refused, endpoint: string): void {
    const uttered = this.#utter(reply, unseen, endpoint, undefined);
    // Nobody waits for it, because a response that comes later would tell the requester about it.
    if (uttered instanceof Promise)
      uttered.catch((error: Error) => this.#shared.log.error({ fault: error.name }, "a refusal could not be noted"));
  }

  /** Refuses for a reason found before any endpoint saw the request. */
  refusalFor({ method, raw }: FastifyRequest, finding: Finding): Refused {
    const { clock, issuer } = this.#shared;
    const metadata = `${issuer}/.well-known/openid-configuration`;
    const found = finding.is === "no-endpoint" ? { ...finding, metadata } : finding;
    return refuseFinding({ method, path: pathOf({ url: raw.url ?? "" }), found, now: clock() });
  }

  /**
   * Responds as RFC 6749 5.2 says: 400, or 401, with a challenge only after an Authorization header. Many client libraries
   * never read the JSON behind a challenge, so the challenge contains the error as well.
   */
  json(reply: FastifyReply, refusal: Refused, endpoint: string, fault?: string): Soon<FastifyReply> {
    return once(this.#utter(reply, refusal, endpoint, "own status", fault), ({ face, body }) => {
      const status = statusOf(reasonOf(face));
      reply.code(status).headers(JSON_HEADERS).header("content-language", "en");
      if (status === 401 && reply.request.headers.authorization !== undefined)
        reply.header("www-authenticate", challenge("Basic", { realm: this.#shared.issuer, charset: "UTF-8", ...body }));
      this.#particulars(reply, refusal);
      return reply.send(JSON.stringify(body));
    });
  }

  /** Responds as RFC 6750 3 says: the challenge contains the error, unless no token was sent. */
  bearer(reply: FastifyReply, refusal: Refused, endpoint: string): Soon<FastifyReply> {
    return once(this.#utter(reply, refusal, endpoint, "own status"), ({ face, body }) => {
      const { challenge: also } = reasonOf(face);
      const attributes =
        also === "bare" ? {} : { ...body, ...(face === refusal.refused ? also?.(refusal.evidence as never) : {}) };
      this.#particulars(reply, refusal);
      return reply
        .code(resourceStatus(face))
        .headers(JSON_HEADERS)
        .header("content-language", "en")
        .header(
          "www-authenticate",
          tokenChallenge(reply.request, refusal, { realm: this.#shared.issuer, ...attributes }),
        )
        .send(JSON.stringify(body));
    });
  }

  /**
   * Responds with problem details (RFC 9457), whose type is the reason's page. No page of another origin may read it. The challenge is the
   * same as for other calls with a token (RFC 6750 3).
   */
  problem(reply: FastifyReply, refusal: Refused, endpoint: string, fault?: string): Soon<FastifyReply> {
    return once(this.#utter(reply, refusal, endpoint, "own status", fault), ({ face, ref, body, evidence }) => {
      const reason = reasonOf(face);
      const { challenge: also } = reason;
      if (also !== undefined || familyOf(face) === "token" || familyOf(face) === "dpop") {
        const attributes = also === "bare" ? {} : { ...body, ...also?.(evidence as never) };
        const { issuer: realm } = this.#shared;
        reply.header("www-authenticate", tokenChallenge(reply.request, refusal, { realm, ...attributes }));
      }
      this.#particulars(reply, refusal);
      const page = `${this.#shared.issuer}/errors/${face}`;
      return reply
        .code(resourceStatus(face))
        .headers(PROBLEM_HEADERS)
        .send(JSON.stringify(problemOf(reason, resourceStatus(face), page, body, ref, evidence)));
    });
  }

  /** Sends the refusal back to the application, at a trusted URL (RFC 6749 4.1.2.1, RFC 9207 2). */
  redirect(reply: FastifyReply, refusal: Refused, to: TrustedRedirect, fault?: string, more = {}): Soon<FastifyReply> {
    const status = responseModeOf(to.responseMode).by === "form" ? 200 : 303;
    return once(this.#utter(reply, refusal, "authorization", status, fault), ({ body }) =>
      sendAuthorizationResponse(reply, to, { ...body, ...more }, this.#shared, this.#base, () =>
        brandFor(this.#shared, reply.request, to.client),
      ),
    );
  }

  /** Shows the refusal to the user, because nothing may be sent to an untrusted URL. */
  page(reply: FastifyReply, refusal: Refused, endpoint: string, fault?: string, account?: Account): Soon<FastifyReply> {
    return once(this.#utter(reply, refusal, endpoint, "own status", fault), ({ face, ref, says, body }) => {
      this.#particulars(reply, refusal);
      const brand = brandFor(this.#shared, reply.request);
      const shown = { says, ref, errorUri: body.error_uri, account };
      const page = refusalPage({ base: this.#base, brand, ...refusalWords(face, endpoint), code: face, ...shown });
      return reply
        .code(statusOf(reasonOf(face)))
        .headers(pageHeaders())
        .send(page);
    });
  }

  #particulars(reply: FastifyReply, { refused, evidence }: Refusal): void {
    const headers = reasonOf(refused).headers?.(evidence as never);
    if (headers !== undefined) reply.headers(headers);
    if (refused === "dpop/nonce-required") sendNonce(reply, this.#shared);
    if (refused === "client-auth/attestation-challenge") sendChallenge(reply, this.#shared);
  }

  /** What is refused of a request that is otherwise carried out, for the developer. It is kept like every refusal. */
  noted(reply: FastifyReply, refusal: Refused, endpoint: string, status?: number): Soon<Noted> {
    return once(this.#utter(reply, refusal, endpoint, status), ({ body }) => ({
      says: body.error_description,
      errorUri: body.error_uri,
    }));
  }

  /** The text of a refusal within a page that continues: a form to fill in again. */
  inline(reply: FastifyReply, refusal: Refused, endpoint: string): Soon<{ says: string; person?: string }> {
    return once(this.#utter(reply, refusal, endpoint, "own status"), ({ face, says }) => {
      const { person } = reasonOf(face).remedies;
      reply.code(statusOf(reasonOf(face)));
      this.#particulars(reply, refusal);
      return { says, ...(person !== undefined && { person }) };
    });
  }
}
