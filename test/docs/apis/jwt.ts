/** The API of docs/guides/protect-an-api.md that checks JWTs by itself. */
import { createServer, type Server } from "node:http";
import { createRemoteJWKSet, jwtVerify } from "jose";

export function jwtApi(issuer: string, audience: string): Server {
  // #region check
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));

  /** The token's claims. Throws if the token isn't valid for this API. */
  async function claimsOf(authorization = "") {
    const [, token = ""] = /^Bearer (.+)$/i.exec(authorization) ?? [];
    const { payload } = await jwtVerify(token, keys, { issuer, audience, typ: "at+jwt" });
    return payload;
  }
  // #endregion

  // #region serve
  const server = createServer(async (request, response) => {
    try {
      const claims = await claimsOf(request.headers.authorization);
      if (String(claims.scope).split(" ").includes("orders.read")) {
        response.writeHead(200).end(`The orders of ${claims.sub}`);
      } else {
        const challenge = 'Bearer error="insufficient_scope", scope="orders.read"';
        response.writeHead(403, { "www-authenticate": challenge }).end();
      }
    } catch {
      const sent = request.headers.authorization !== undefined;
      response.writeHead(401, { "www-authenticate": sent ? 'Bearer error="invalid_token"' : "Bearer" }).end();
    }
  });
  // #endregion
  return server;
}
