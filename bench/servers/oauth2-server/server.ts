/** The least HTTP that @node-oauth/oauth2-server can be served with: bare `node:http`, without a framework. Whoever comes is the one user, and agrees. */
import type { IncomingMessage, ServerResponse } from "node:http";
import OAuth2Server from "@node-oauth/oauth2-server";
import { generateKeyPair } from "jose";
import { type Announcement, listen } from "../serve.ts";
import { modelOf } from "./model.ts";
import type { Store } from "./stores.ts";

const { Request, Response } = OAuth2Server;

/** Starts it on a free port. */
export async function startOauth2Server(store: Store): Promise<Announcement> {
  const { privateKey } = await generateKeyPair("ES256");
  return listen((issuer) => {
    const model = modelOf(store, privateKey, issuer);
    const oauth = new OAuth2Server({ model: model as never, allowExtendedTokenAttributes: true });
    const metadata = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
    };

    async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
      const { pathname, searchParams } = new URL(incoming.url ?? "/", issuer);
      if (pathname === "/.well-known/openid-configuration") return json(outgoing, 200, metadata);
      const body = pathname === "/token" ? fieldsOf(new URLSearchParams(await text(incoming))) : {};
      const { method = "GET", headers } = incoming;
      const request = new Request({ method, headers: headers as never, query: fieldsOf(searchParams), body });
      const answer = new Response();
      if (pathname === "/token") {
        await oauth.token(request, answer).catch(unlessSaid(answer));
        return json(outgoing, answer.status ?? 500, answer.body, answer.headers);
      }
      const user = await model.userOf(/session=([\w-]+)/.exec(headers.cookie ?? "")?.[1] ?? "");
      if (user === undefined) {
        const cookie = `session=${await model.startSession()}; HttpOnly; SameSite=Lax; Path=/`;
        return void outgoing.writeHead(302, { location: incoming.url, "set-cookie": cookie }).end();
      }
      const authenticateHandler = { handle: () => ({ ...user, nonce: searchParams.get("nonce") ?? undefined }) };
      await oauth.authorize(request, answer, { authenticateHandler }).catch(unlessSaid(answer));
      outgoing.writeHead(answer.status ?? 500, { ...answer.headers, "content-length": 0 }).end();
    }

    return (incoming, outgoing) => {
      respond(incoming, outgoing).catch((error) => outgoing.writeHead(500).end(String(error)));
    };
  });
}

/** The library prepares the response of a refusal, and throws all the same. */
const unlessSaid = (answer: OAuth2Server.Response) => (error: Error) => {
  if (answer.status === 200 || answer.status === 500) throw error;
};

const fieldsOf = (form: URLSearchParams): Record<string, string> => Object.fromEntries(form);

function text(incoming: IncomingMessage): Promise<string> {
  let read = "";
  incoming.setEncoding("utf8").on("data", (chunk: string) => {
    read += chunk;
  });
  return new Promise((resolve, reject) => incoming.on("end", () => resolve(read)).on("error", reject));
}

function json(outgoing: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const said = JSON.stringify(body);
  const length = Buffer.byteLength(said);
  outgoing.writeHead(status, { ...headers, "content-type": "application/json", "content-length": length }).end(said);
}
