/** Candor with a fault: a layer between it and the network changes requests on their way in and responses on their way out. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Config, createCandor } from "../../src/index.ts";
import { formsOf, Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";

/** A fault, by the requirements that must be found broken: these and no others. */
export interface Mutant {
  /** What is wrong, in a sentence. */
  readonly does: string;
  readonly breaks: readonly string[];
  /** Makes the layer in between. It may remember. */
  readonly between?: (server: Fixed) => Between;
}

/** What is the same for all requests. */
export interface Fixed {
  readonly issuer: string;
}

export interface Message {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly method: string;
  readonly headers: Headers;
  /** The form; empty if the body is none. */
  readonly form: URLSearchParams;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export type Ask = (message: Message) => Promise<Answer>;

/** Asks the server, or responds itself. */
export type Between = (message: Message, ask: Ask) => Promise<Answer>;

export const CALLBACK = "https://app.example/callback";
export const [USERNAME, PASSWORD] = ["ops", "one-two-three-four-five"];

export interface MutantServer {
  readonly issuer: string;
  /** From now on it has this fault, and no other. */
  readonly become: (mutant: Partial<Mutant>) => void;
  readonly close: () => Promise<void>;
}

export const SECRETS = {
  web: "secret-of-web-a1b2c3",
  other: "secret-of-other-d4e5f6",
  service: "secret-of-service-g7h8",
};

function configOf(issuer: string, port: number): Config {
  const web = {
    grantTypes: ["authorization_code" as const, "refresh_token" as const],
    redirectUris: [CALLBACK],
    scopes: ["openid", "profile", "email", "offline_access", "read"],
  };
  return {
    issuer,
    port,
    logLevel: "silent",
    apis: [{ resource: `${issuer}/api`, name: "API", tokens: "opaque" }],
    scopes: [
      { name: "read", description: "Read", api: `${issuer}/api` },
      { name: "write", description: "Write", api: `${issuer}/api` },
    ],
    clients: [
      { id: "web", ...web, secrets: [{ value: SECRETS.web }], introspects: [`${issuer}/api`] },
      { id: "other", ...web, secrets: [{ value: SECRETS.other }] },
      { id: "app", ...web, authMethods: ["none"] },
      {
        id: "service",
        secrets: [{ value: SECRETS.service }],
        grantTypes: ["client_credentials"],
        scopes: ["read", "write"],
      },
    ],
  };
}

/** What `candor check` is given to check it with. */
export const CLIENTS = {
  web: {
    client_id: "web",
    client_secret: SECRETS.web,
    token_endpoint_auth_method: "client_secret_basic",
    redirect_uri: CALLBACK,
    scope: "openid profile offline_access read",
  },
  other: {
    client_id: "other",
    client_secret: SECRETS.other,
    token_endpoint_auth_method: "client_secret_basic",
    redirect_uri: CALLBACK,
    scope: "openid profile offline_access read",
  },
  public: {
    client_id: "app",
    token_endpoint_auth_method: "none",
    redirect_uri: CALLBACK,
    scope: "openid profile offline_access read",
  },
  service: {
    client_id: "service",
    client_secret: SECRETS.service,
    token_endpoint_auth_method: "client_secret_basic",
    scope: "read write",
  },
} as const;

const straight: Between = (message, ask) => ask(message);

export async function startMutant(): Promise<MutantServer> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const candor = await createCandor({ config: configOf(issuer, port), storage: "memory" });
  let through = straight;
  const server = createServer(async (incoming, outgoing) => {
    const message = await messageOf(incoming, issuer);
    const answer = await through(message, async (one) => answerOf(await candor.fetch(requestOf(one, issuer))));
    write(outgoing, answer);
  });
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  await becomeOperator(issuer, (await candor.inviteFirstOperator()) ?? "");
  return {
    issuer,
    become: ({ between }) => {
      through = between?.({ issuer }) ?? straight;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await candor.close();
    },
  };
}

async function becomeOperator(issuer: string, path: string): Promise<void> {
  const person = new Person(issuer);
  const [form] = formsOf(await person.page(issuer + path));
  await person.post(form?.action ?? "", { ...form?.fields, username: USERNAME, password: PASSWORD });
}

async function messageOf(incoming: IncomingMessage, issuer: string): Promise<Message> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2)
    headers.append(incoming.rawHeaders[at] as string, incoming.rawHeaders[at + 1] as string);
  const { pathname, searchParams } = new URL(incoming.url ?? "/", issuer);
  const isForm = headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
  const form = new URLSearchParams(isForm ? body : "");
  return { path: pathname, query: searchParams, method: incoming.method ?? "GET", headers, form, body };
}

function requestOf({ path, query, method, headers, form, body }: Message, issuer: string): Request {
  const own = new Headers(headers);
  for (const name of ["content-length", "connection", "transfer-encoding"]) own.delete(name);
  const text = form.size > 0 ? form.toString() : body;
  const url = `${issuer}${path}${query.size > 0 ? `?${query}` : ""}`;
  return new Request(url, { method, headers: own, redirect: "manual", ...(text !== "" && { body: text }) });
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await response.text() };
}

function write(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  const own = [...headers].filter(([name]) => !["content-length", "transfer-encoding", "connection"].includes(name));
  outgoing.writeHead(status, own.flat());
  outgoing.end(body);
}
