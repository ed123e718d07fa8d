/** Whether the server knows the clients that were given. With a wrong secret, a server that is right looks broken. */
import { CannotCheck } from "./cannot-check.ts";
import { errorOf } from "./exchange.ts";
import { type Lab, pairsOf } from "./lab.ts";
import { endpoint, type TestClient } from "./target.ts";

/** Two requests for each client. Rejects with `CannotCheck` if two endpoints refuse a client. One alone may have the wrong error code, which the check itself finds. */
export async function knowsClients(lab: Lab): Promise<void> {
  for (const [part, client] of Object.entries(lab.target.clients))
    if (client !== undefined && (await isRefused(lab, client)))
      throw new CannotCheck(
        `The server doesn't accept ${client.client_id}, the client for ${part}: invalid_client. Check its client_id, its credentials and its token_endpoint_auth_method.`,
      );
}

async function isRefused(lab: Lab, client: TestClient): Promise<boolean> {
  const [token, second] = ["token", "revocation"].map((name) => endpoint(lab.target, name));
  if (token === undefined || second === undefined) return false;
  const code = { grant_type: "authorization_code", code: lab.fresh(), redirect_uri: client.redirect_uri };
  const atToken = await lab.send(lab.asClient(client, token, pairsOf(code)));
  if (errorOf(atToken) !== "invalid_client") return false;
  return errorOf(await lab.send(lab.asClient(client, second, pairsOf({ token: lab.fresh() })))) === "invalid_client";
}
