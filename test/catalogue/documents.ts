/** A web server with documents of clients, on a port that the system chooses: one that is right, and others. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const RIGHT = "/client.json";

type Document = (id: string, origin: string) => { readonly status?: number; readonly body: object };

/** The demo's, at both issuers of the tests. */
const CALLBACKS = ["http://localhost:9400/demo/callback", "https://id.example/demo/callback"];

const members = (id: string) => ({
  ...{ client_id: id, client_name: "Agent", redirect_uris: CALLBACKS, token_endpoint_auth_method: "none" },
  grant_types: ["authorization_code", "refresh_token"],
});

const DOCUMENTS: Readonly<Record<string, Document>> = {
  [RIGHT]: (id) => ({ body: members(id) }),
  "/copied.json": (_, origin) => ({ body: members(`${origin}${RIGHT}`) }),
};

let running: Promise<string> | undefined;

/** Its origin. It is the same server for the whole process, which it doesn't keep from ending. */
export function documentServer(): Promise<string> {
  running ??= new Promise((resolve) => {
    const server = createServer((request, response) => {
      const origin = `http://${request.headers.host}`;
      const found = DOCUMENTS[request.url ?? ""];
      const { status = 200, body } = found?.(`${origin}${request.url}`, origin) ?? { status: 404, body: {} };
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    server.listen(0, "127.0.0.1", () => {
      server.unref();
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
  return running;
}
