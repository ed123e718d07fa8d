/** Whether the server knows the clients that were given. With a wrong secret, a server that is right looks broken. */
import { CannotCheck } from "./cannot-check.ts";
import { errorOf } from "./exchange.ts";
import { type Changes, type Lab, pairsOf } from "./lab.ts";
import { endpoint, type TestClient } from "./target.ts";

/** Two requests for each client, or three. Rejects with `CannotCheck` if two endpoints refuse a client. One alone may have the wrong error code, which the check itself finds. The assertions of the client for jwt may be for the issuer or for the token endpoint. */
export async function knowsClients(lab: Lab): Promise<void> {
  for (const [part, client] of Object.entries(lab.target.clients))
    if (client !== undefined && (await isRefused(lab, client, part === "jwt")))
      throw new CannotCheck(
        `The server doesn't accept ${client.client_id}, the client for ${part}: invalid_client. Check its client_id, its credentials and its token_endpoint_auth_method.`,
      );
}

async function isRefused(lab: Lab, client: TestClient, mayNameEndpoint: boolean): Promise<boolean> {
  const [token, second] = ["token", "revocation"].map((name) => endpoint(lab.target, name));
  if (token === undefined || second === undefined) return false;
  const code = { grant_type: "authorization_code", code: lab.fresh(), redirect_uri: client.redirect_uri };
  const isRefusedAt = async (url: string, form: Changes): Promise<boolean> =>
    errorOf(await lab.send(lab.asClient(client, url, pairsOf(form)))) === "invalid_client";
  if (!(await isRefusedAt(token, code)) || !(await isRefusedAt(second, { token: lab.fresh() }))) return false;
  if (!mayNameEndpoint) return true;
  return isRefusedAt(token, { ...code, client_assertion: lab.assertion(client, { claims: { aud: token } }) });
}
