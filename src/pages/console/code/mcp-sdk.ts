/** The SDK of the Model Context Protocol, for agents: it signs the user in when the MCP server asks for a token. */
import { imported, js, type Library, lines, type Target } from "./sample.ts";

const code = ({ clientId, redirectUri = "http://127.0.0.1/callback", scope }: Target): string => {
  const { hostname, pathname } = new URL(redirectUri);
  return lines(
    imported("{ createServer }", "node:http"),
    imported("{ Client }", "@modelcontextprotocol/sdk/client/index.js"),
    imported("{ UnauthorizedError }", "@modelcontextprotocol/sdk/client/auth.js"),
    imported("{ StreamableHTTPClientTransport }", "@modelcontextprotocol/sdk/client/streamableHttp.js"),
    "",
    "// The URL of the MCP server.",
    "const server = new URL(process.argv[2]);",
    "const listener = createServer();",
    `await new Promise((resolve) => listener.listen(0, ${js(hostname.replace(/^\[|\]$/g, ""))}, resolve));`,
    `const redirectUrl = \`http://${hostname}:\${listener.address().port}${pathname}\`;`,
    "const kept = {};",
    "const authProvider = {",
    "  redirectUrl,",
    "  clientMetadata: {",
    "    redirect_uris: [redirectUrl],",
    '    token_endpoint_auth_method: "none",',
    `    scope: ${js(scope)},`,
    "  },",
    `  clientInformation: () => ({ client_id: ${js(clientId)} }),`,
    "  tokens: () => kept.tokens,",
    "  saveTokens: (tokens) => void (kept.tokens = tokens),",
    "  codeVerifier: () => kept.verifier,",
    "  saveCodeVerifier: (verifier) => void (kept.verifier = verifier),",
    "  redirectToAuthorization: (url) => console.log(`Open ${url.href}`),",
    "};",
    "const came = new Promise((resolve) => {",
    '  listener.once("request", (request, response) => {',
    '    response.end("You can close this page.");',
    '    resolve(new URL(request.url, redirectUrl).searchParams.get("code"));',
    "  });",
    "});",
    "",
    "const connect = async () => {",
    '  const client = new Client({ name: "agent", version: "1.0.0" });',
    "  const transport = new StreamableHTTPClientTransport(server, { authProvider });",
    "  try {",
    "    await client.connect(transport);",
    "  } catch (error) {",
    "    if (!(error instanceof UnauthorizedError)) throw error;",
    "    await transport.finishAuth(await came);",
    "    return connect();",
    "  }",
    "  return client;",
    "};",
    "",
    "const client = await connect();",
    "const { tools } = await client.listTools();",
    'console.log(`Tools: ${tools.map(({ name }) => name).join(", ")}`);',
    "await client.close();",
    "listener.close();",
  );
};

export const mcpSdk: Library = (target) =>
  target.building !== "agent" || !/^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)/.test(target.redirectUri ?? "")
    ? undefined
    : {
        ...{ id: "mcp-sdk", name: "MCP SDK", file: "agent.mjs", install: "npm install @modelcontextprotocol/sdk" },
        code: code(target),
        note: "Run it with the URL of the MCP server: node agent.mjs https://mcp.example.com",
      };
