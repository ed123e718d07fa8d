/** oidc-provider that tells a client of sign-outs. What it sends passes through the layer with the fault, and goes on to the check. */
import { CALLBACK, type Peer, secretOf, startOidcProvider } from "../peers/oidc-provider.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";
import { bodyOf } from "../through.ts";
import { quietPort } from "./documents.ts";

/** Where it sends logout tokens: the path at the layer, from which they go on. */
export const BACK_CHANNEL = "/back-channel";

const URI = "http://client.example/logout";

/** Filled in when the server starts. */
export const LOGOUTS: { logoutPort: number } = { logoutPort: 0 };

const registeredLeaver = {
  ...{ client_id: "leaver", client_secret: secretOf("leaver"), redirect_uris: [CALLBACK], response_types: ["code"] },
  ...{ grant_types: ["authorization_code", "refresh_token"], scope: "openid offline_access read" },
  ...{ post_logout_redirect_uris: [CALLBACK], backchannel_logout_uri: URI, backchannel_logout_session_required: true },
};

export const LEAVER = {
  ...{ client_id: "leaver", client_secret: secretOf("leaver"), redirect_uri: CALLBACK, scope: registeredLeaver.scope },
  ...{ post_logout_redirect_uri: CALLBACK, backchannel_logout_uri: URI },
  token_endpoint_auth_method: "client_secret_basic" as const,
};

export async function startWithLogouts(): Promise<Peer> {
  LOGOUTS.logoutPort = await quietPort();
  let issuer = "";
  const peer = await startOidcProvider({
    features: { backchannelLogout: { enabled: true } },
    configuration: { fetch: sending(() => issuer) },
    also: [registeredLeaver],
  });
  issuer = peer.issuer;
  return peer;
}

/** Sends it to the layer, without the guard against hosts of the machine itself. */
const sending =
  (issuer: () => string) =>
  (_: string | URL, { method, headers, body }: RequestInit): Promise<Response> =>
    fetch(`${issuer()}${BACK_CHANNEL}`, {
      ...(method && { method }),
      ...(headers && { headers }),
      ...(body && { body }),
    });

/** What leads from the server's network to the check. */
export const delivering = (): Between => (message, ask) =>
  message.path === BACK_CHANNEL ? delivered(message) : ask(message);

async function delivered(message: Message): Promise<Answer> {
  const { pathname } = new URL(URI);
  const headers = { "content-type": message.headers.get("content-type") ?? "text/plain" };
  const sent = message.method === "POST" ? { body: bodyOf(message), headers } : {};
  const url = `http://127.0.0.1:${LOGOUTS.logoutPort}${pathname}`;
  // Between the probes, nobody listens. What was sent then must not come later.
  const came = await fetch(url, { method: message.method, ...sent }).catch(() => ({ status: 200 }));
  return { status: came.status, headers: new Headers(), body: "" };
}

/** Changes what is sent to the client. */
export const telling = (change: (message: Message) => Message | Answer): NonNullable<Mutant["between"]> =>
  (() => {
    const between: Between = async (message, ask) => {
      if (message.path !== BACK_CHANNEL) return ask(message);
      const changed = change(message);
      return "status" in changed ? changed : ask(changed);
    };
    return between;
  }) as NonNullable<Mutant["between"]>;
