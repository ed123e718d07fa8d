/** The demo's MCP server and version 1 of the official SDK, which most agents have: registration, sign-in, a tool, and another token. */
import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { OAuthClientInformationMixed, OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Person } from "../blackbox/person.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";

const CALLBACK = "http://127.0.0.1:33419/callback";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(() => server.close());

it("signs in, calls a tool, and gets another token", async () => {
  const url = new URL(`${server.issuer}/api`);
  const person = new Person(server.issuer);
  let information: OAuthClientInformationMixed | undefined;
  let tokens: OAuthTokens | undefined;
  let verifier = "";
  const sent: URL[] = [];
  const authProvider: OAuthClientProvider = {
    redirectUrl: CALLBACK,
    clientMetadata: {
      client_name: "An agent",
      redirect_uris: [CALLBACK],
      grant_types: ["authorization_code", "refresh_token"],
      token_endpoint_auth_method: "none",
    },
    clientInformation: () => information,
    saveClientInformation: (given) => {
      information = given;
    },
    tokens: () => tokens,
    saveTokens: (given) => {
      tokens = given;
    },
    redirectToAuthorization: (to) => void sent.push(to),
    saveCodeVerifier: (given) => {
      verifier = given;
    },
    codeVerifier: () => verifier,
  };
  const connect = async (): Promise<Client> => {
    const client = new Client({ name: "an-agent", version: "1.0.0" });
    await client.connect(new StreamableHTTPClientTransport(url, { authProvider }) as never);
    return client;
  };
  await expect(connect()).rejects.toThrow(UnauthorizedError);
  expect(sent[0]?.searchParams.get("resource")).toBe(url.href);
  const callback = await person.sentTo(sent[0]?.href ?? "");
  const code = callback.searchParams.get("code") ?? "";
  await new StreamableHTTPClientTransport(url, { authProvider }).finishAuth(code);
  const client = await connect();
  const read = () => client.callTool({ name: "read_notes" });
  expect(await read()).toMatchObject({ content: [{ type: "text" }] });

  // It doesn't ask for offline_access, so it has no refresh token (docs/guides/mcp.md): its user allows it again.
  expect(tokens).toMatchObject({ scope: "read_profile" });
  expect(tokens).not.toHaveProperty("refresh_token");
  tokens = { ...(tokens as unknown as OAuthTokens), access_token: "worn-out" };
  await expect(read()).rejects.toThrow(UnauthorizedError);
  const again = await person.sentTo(sent[1]?.href ?? "");
  expect(person.asked).toEqual(["consent"]);
  await new StreamableHTTPClientTransport(url, { authProvider }).finishAuth(again.searchParams.get("code") ?? "");
  expect(await read()).toMatchObject({ content: [{ type: "text" }] });
  await client.close();
});
