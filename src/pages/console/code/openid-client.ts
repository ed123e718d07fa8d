/** openid-client for Node: web servers, programs on the user's machine, and services. */
import { imported, isPlain, js, type Library, lines, placeOf, SECRET, type Target } from "./sample.ts";

const discovery = (target: Target): string => {
  const { issuer, clientId, isConfidential, building } = target;
  if (building === "keyed-service") {
    const more = isPlain(target) ? ", { execute: [client.allowInsecureRequests] }" : "";
    return `const config = await client.discovery(new URL(${js(issuer)}), ${js(clientId)}, undefined, authentication${more});`;
  }
  const authentication = isConfidential ? `process.env.${SECRET}` : "undefined, client.None()";
  if (!isPlain(target))
    return `const config = await client.discovery(new URL(${js(issuer)}), ${js(clientId)}, ${authentication});`;
  const more = isConfidential ? `${authentication}, undefined` : authentication;
  return lines(
    "// Only because this server is reached by http.",
    "const options = { execute: [client.allowInsecureRequests] };",
    `const config = await client.discovery(new URL(${js(issuer)}), ${js(clientId)}, ${more}, options);`,
  ).trimEnd();
};

/** The start of a sign-in: the URL, and what must be kept until the user comes back. */
const begin = (target: Target): readonly string[] => [
  "  const verifier = client.randomPKCECodeVerifier();",
  "  const state = client.randomState();",
  "  const url = client.buildAuthorizationUrl(config, {",
  "    redirect_uri: redirectUri,",
  `    scope: ${js(target.scope)},`,
  "    code_challenge: await client.calculatePKCECodeChallenge(verifier),",
  '    code_challenge_method: "S256",',
  "    state,",
  "  });",
];

const service = (target: Target): string =>
  lines(
    imported("* as client", "openid-client"),
    "",
    discovery(target),
    `const tokens = await client.clientCredentialsGrant(config, { scope: ${js(target.scope)} });`,
    "console.log(`Got a token for ${tokens.scope}, valid for ${tokens.expires_in} seconds`);",
  );

/** It signs with the key of `KEY_MAKER`. */
const keyedService = (target: Target): string =>
  lines(
    imported("{ readFileSync }", "node:fs"),
    imported("* as client", "openid-client"),
    "",
    'const jwk = JSON.parse(readFileSync("key.json", "utf8"));',
    'const algorithm = { name: "ECDSA", namedCurve: "P-256" };',
    'const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["sign"]);',
    "const authentication = client.PrivateKeyJwt({ key, kid: jwk.kid });",
    discovery(target),
    `const tokens = await client.clientCredentialsGrant(config, { scope: ${js(target.scope)} });`,
    "console.log(`Got a token for ${tokens.scope}, valid for ${tokens.expires_in} seconds`);",
  );

const device = (target: Target): string =>
  lines(
    imported("* as client", "openid-client"),
    "",
    discovery(target),
    `const started = await client.initiateDeviceAuthorization(config, { scope: ${js(target.scope)} });`,
    "console.log(`Open ${started.verification_uri} and enter ${started.user_code}`);",
    "const tokens = await client.pollDeviceAuthorizationGrant(config, started);",
    "console.log(`Signed in, with a token for ${tokens.scope}`);",
  );

function web(target: Target): string {
  const { path, port } = placeOf(target);
  return lines(
    imported("{ createServer }", "node:http"),
    imported("* as client", "openid-client"),
    "",
    discovery(target),
    `const redirectUri = ${js(target.redirectUri ?? "")};`,
    "// One user at a time. Keep these in the session of each user instead.",
    "let pending;",
    "",
    "async function signIn(response) {",
    ...begin(target),
    "  pending = { pkceCodeVerifier: verifier, expectedState: state };",
    "  response.writeHead(302, { location: url.href }).end();",
    "}",
    "",
    "async function signedIn(request, response) {",
    "  const url = new URL(request.url, redirectUri);",
    "  const tokens = await client.authorizationCodeGrant(config, url, pending);",
    target.scope.split(" ").includes("openid")
      ? "  response.end(`Signed in as ${tokens.claims().sub}`);"
      : "  response.end(`Signed in, with a token for ${tokens.scope}`);",
    "}",
    "",
    "createServer((request, response) => {",
    `  const handle = request.url.startsWith(${js(path)}) ? signedIn(request, response) : signIn(response);`,
    "  handle.catch((error) => response.writeHead(500).end(error.error_description ?? error.message));",
    `}).listen(${port}, () => console.log("Open http://localhost:${port}"));`,
  );
}

/** A program on the user's machine listens on a port of its own for the moment (RFC 8252 7.3). */
function loopback(target: Target): string {
  const url = new URL(target.redirectUri ?? "http://127.0.0.1/callback");
  return lines(
    imported("{ createServer }", "node:http"),
    imported("* as client", "openid-client"),
    "",
    discovery(target),
    "const server = createServer();",
    `await new Promise((resolve) => server.listen(0, ${js(url.hostname.replace(/^\[|\]$/g, ""))}, resolve));`,
    `const redirectUri = \`http://${url.hostname}:\${server.address().port}${url.pathname}\`;`,
    "",
    "async function signIn() {",
    ...begin(target),
    "  console.log(`Open ${url.href}`);",
    "  const came = await new Promise((resolve) => {",
    '    server.once("request", (request, response) => {',
    '      response.end("You can close this page.");',
    "      resolve(new URL(request.url, redirectUri));",
    "    });",
    "  });",
    "  return client.authorizationCodeGrant(config, came, { pkceCodeVerifier: verifier, expectedState: state });",
    "}",
    "",
    "const tokens = await signIn();",
    "console.log(`Signed in, with a token for ${tokens.scope}`);",
    "server.close();",
  );
}

export const openidClient: Library = (target) => {
  const { building, redirectUri = "" } = target;
  const about = { id: "openid-client", name: "openid-client", file: "app.mjs", install: "npm install openid-client" };
  if (building === "service") return { ...about, code: service(target) };
  if (building === "keyed-service")
    return { ...about, code: keyedService(target), note: "key.json has the private key." };
  if (building === "device") return { ...about, code: device(target) };
  if (building === "web") return { ...about, code: web(target) };
  const isLoopback = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)/.test(redirectUri);
  return building !== "browser" && isLoopback ? { ...about, code: loopback(target) } : undefined;
};
