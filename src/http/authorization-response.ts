/** Sends an authorization response, by redirect or by a form that posts itself, with `state` and `iss` (RFC 9207). */

import { hash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { FORM_POST_SCRIPT, formPostPage } from "../pages/form-post.tsx";
import type { Brand } from "../pages/layout.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import { once, type Soon } from "../ports/soon.ts";
import type { TrustedRedirect } from "../protocol/authorization/trust.ts";
import type { Client } from "../protocol/client.ts";
import { type Encryption, encryptionOf } from "../protocol/encryption.ts";
import { profileOf } from "../protocol/profiles/index.ts";
import { responseModeOf } from "../protocol/response-modes/index.ts";
import type { Shared } from "../service/deps.ts";

const SCRIPT_HASH = `sha256-${hash("sha256", FORM_POST_SCRIPT, "base64")}`;

/** What signs a response. */
type Signer = Pick<Shared, "issuer" | "keys" | "clock" | "clientKeys">;

/** Seconds for which a signed response may be used. "A maximum JWT lifetime of 10 minutes is RECOMMENDED" (JARM 2.1). */
const LASTS = 600;

/** The response as a JWT (JARM 2.1), encrypted if the client is registered so (2.2). It has `iss` in any case. */
function jwtOf(parameters: object, { client }: TrustedRedirect, signer: Signer): Soon<string> {
  const { issuer, keys, clock } = signer;
  const exp = Math.floor(clock() / 1000) + LASTS;
  const alg = client.authorizationSignedResponseAlg ?? "RS256";
  const jwt = keys.sign(alg, undefined, { ...parameters, iss: issuer, aud: client.id, exp });
  const encryption = encryptionOf(client.authorizationEncryptedResponseAlg, client.authorizationEncryptedResponseEnc);
  return encryption === undefined ? jwt : encrypted(jwt, client, encryption, signer);
}

async function encrypted(jwt: string, client: Client, encryption: Encryption, signer: Signer): Promise<string> {
  const { encryptTo } = await import("../service/jwt/encrypt.ts");
  return encryptTo(signer, jwt, { client, ...encryption, cty: "JWT" }, signer.clock());
}

/**
 * Sends `parameters` to a trusted redirect URI and keeps its registered query (RFC 6749 3.1.2). Rejects with `NoKeyToEncryptTo`, because what is
 * to be encrypted goes nowhere in plain text.
 */
export function sendAuthorizationResponse(
  reply: FastifyReply,
  to: TrustedRedirect,
  parameters: Readonly<Record<string, string>>,
  signer: Signer,
  base: string,
  brand: () => Brand | undefined,
): Soon<FastifyReply> {
  const iss =
    "error" in parameters && to.client.issOnErrors === false && profileOf(to.client).pushedRequests !== true
      ? {}
      : { iss: signer.issuer };
  const all = { ...parameters, ...(to.state !== undefined && { state: to.state }), ...iss };
  const isSigned = responseModeOf(to.responseMode).signed === true;
  return isSigned
    ? once(jwtOf(all, to, signer), (response) => deliver(reply, to, { response }, base, brand))
    : deliver(reply, to, all, base, brand);
}

function deliver(
  reply: FastifyReply,
  to: TrustedRedirect,
  sent: Readonly<Record<string, string>>,
  base: string,
  brand: () => Brand | undefined,
): FastifyReply {
  const mode = responseModeOf(to.responseMode);
  const { url, posts = {} } = mode.deliver(to.uri, sent);
  const { by } = mode;
  if (by === "form") {
    return reply
      .code(200)
      .headers(pageHeaders({ forms: "anywhere", scriptHash: SCRIPT_HASH }))
      .send(formPostPage({ base, brand: brand(), action: url, parameters: Object.entries(posts) }));
  }
  // 303, so that a form that was posted to this server isn't posted again (RFC 9700 4.12).
  return reply
    .code(303)
    .header("location", url)
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .send();
}
