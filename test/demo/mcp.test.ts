/** The demo's MCP server, used as an editor or agent does: the official SDK's client, which registers itself, and a user at a browser. */
import {
  Client,
  type ClientOptions,
  type OAuthClientProvider,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "../blackbox/person.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { ERAS } from "../mcp/connect.ts";

const CALLBACK = "http://127.0.0.1:33418/callback";

let server: DemoServer;
let mcp: URL;
beforeAll(async () => {
  server = await startDemo();
  mcp = new URL(`${server.issuer}/api`);
});
afterAll(() => server.close());

/** An agent that keeps what it gets in memory, and whose user does what a browser shows. */
class Agent implements OAuthClientProvider {
  readonly redirectUrl = CALLBACK;
  readonly clientMetadata;
  readonly person = new Person(server.issuer);
  readonly sent: URL[] = [];
  information: StoredOAuthClientInformation | undefined;
  stored: StoredOAuthTokens | undefined;
  #verifier = "";

  constructor(more: object = {}) {
    this.clientMetadata = {
      client_name: "An agent",
      redirect_uris: [CALLBACK],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      ...more,
    };
  }

  clientInformation = () => this.information;
  saveClientInformation = (information: StoredOAuthClientInformation) => {
    this.information = information;
  };
  tokens = () => this.stored;
  saveTokens = (tokens: StoredOAuthTokens) => {
    this.stored = tokens;
  };
  redirectToAuthorization = (url: URL) => void this.sent.push(url);
  saveCodeVerifier = (verifier: string) => {
    this.#verifier = verifier;
  };
  codeVerifier = () => this.#verifier;

  /** Runs something that ends at a browser first, lets the user allow it, and runs it again. */
  async allowed<T>(run: () => Promise<T>): Promise<T> {
    await expect(run()).rejects.toThrow(UnauthorizedError);
    const callback = await this.person.sentTo(this.sent.at(-1)?.href ?? "");
    await new StreamableHTTPClientTransport(mcp, { authProvider: this }).finishAuth(callback.searchParams);
    return run();
  }

  async connect(options: ClientOptions = {}): Promise<Client> {
    const client = new Client({ name: "an-agent", version: "1.0.0" }, options);
    await client.connect(new StreamableHTTPClientTransport(mcp, { authProvider: this }));
    return client;
  }
}

const textOf = (result: { readonly content: readonly unknown[] }): string =>
  (result.content[0] as { text: string }).text;
const scopeOf = (url: URL | undefined): string[] => url?.searchParams.get("scope")?.split(" ").sort() ?? [];

describe.each(Object.entries(ERAS))("a client of the %s protocol", (era, options) => {
  const text = `Buy bread (${era})`;

  it("registers, signs its user in, and asks for more only when a tool needs more", async () => {
    const agent = new Agent();
    const client = await agent.allowed(() => agent.connect(options));
    expect(textOf(await client.callTool({ name: "read_notes" }))).not.toContain(text);
    expect(scopeOf(agent.sent[0])).toContain("read_profile");
    expect(scopeOf(agent.sent[0])).not.toContain("write_notes");
    expect(agent.sent[0]?.searchParams.get("resource")).toBe(mcp.href);

    const added = await agent.allowed(() => client.callTool({ name: "add_note", arguments: { text } }));
    expect(textOf(added)).toMatch(/^Added\./);
    expect(scopeOf(agent.sent[1])).toEqual(expect.arrayContaining(["read_profile", "write_notes"]));
    expect(textOf(await client.callTool({ name: "read_notes" }))).toContain(text);
    await client.close();
  });

  it("refreshes, and each refresh token works once", async () => {
    const agent = new Agent();
    const client = await agent.allowed(() => agent.connect(options));
    const first = agent.stored;
    expect(first?.refresh_token).toBeDefined();
    agent.stored = { ...(first as StoredOAuthTokens), access_token: "worn-out" };
    expect(textOf(await client.callTool({ name: "read_notes" }))).not.toBe("");
    expect(agent.sent).toHaveLength(1);
    expect(agent.stored?.access_token).not.toBe("worn-out");
    expect(agent.stored?.refresh_token).not.toBe(first?.refresh_token);
    await client.close();
  });
});

it("a resource with a final slash is another one, and the refusal says so", async () => {
  const agent = new Agent();
  await agent.allowed(() => agent.connect());
  const request = new URL(agent.sent[0] as URL);
  request.searchParams.set("resource", `${mcp.href}/`);
  const callback = await agent.person.sentTo(request.href);
  expect(callback.searchParams.get("error")).toBe("invalid_target");
  expect(callback.searchParams.get("error_description")).toContain(mcp.href);
  expect(callback.searchParams.get("iss")).toBe(server.issuer);
});

it("notes of one user are not another's", async () => {
  const [ada, grace] = [new Agent(), new Agent()];
  Object.assign(grace, { person: new Person(server.issuer, "grace", "staple-battery-horse") });
  const client = await ada.allowed(() => ada.connect());
  await ada.allowed(() => client.callTool({ name: "add_note", arguments: { text: "Of Ada alone" } }));
  const other = await grace.allowed(() => grace.connect());
  expect(textOf(await other.callTool({ name: "read_notes" }))).not.toContain("Of Ada alone");
  await Promise.all([client.close(), other.close()]);
});
