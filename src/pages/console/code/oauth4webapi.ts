/** oauth4webapi: for browsers and every JavaScript runtime. */
import { imported, isPlain, js, type Library, lines, SECRET, type Target } from "./sample.ts";

const start = (target: Target): readonly (string | false)[] => {
  const insecure = isPlain(target);
  const options = insecure ? "insecure" : "{}";
  return [
    imported("* as oauth", "oauth4webapi"),
    "",
    insecure && "// Only because this server is reached by http.",
    insecure && "const insecure = { [oauth.allowInsecureRequests]: true };",
    `const issuer = new URL(${js(target.issuer)});`,
    `const found = await oauth.discoveryRequest(issuer, ${options});`,
    "const server = await oauth.processDiscoveryResponse(issuer, found);",
    `const client = { client_id: ${js(target.clientId)} };`,
  ];
};

const service = (target: Target): string => {
  const options = isPlain(target) ? "insecure" : "{}";
  return lines(
    ...start(target),
    `const authentication = oauth.ClientSecretBasic(process.env.${SECRET});`,
    `const parameters = new URLSearchParams({ scope: ${js(target.scope)} });`,
    `const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, ${options});`,
    "const tokens = await oauth.processClientCredentialsResponse(server, client, response);",
    "console.log(`Got a token for ${tokens.scope}, valid for ${tokens.expires_in} seconds`);",
  );
};

const browser = (target: Target): string => {
  const options = isPlain(target) ? ", insecure" : "";
  return lines(
    ...start(target),
    `const redirectUri = ${js(target.redirectUri ?? "")};`,
    "",
    "export async function signIn() {",
    "  const verifier = oauth.generateRandomCodeVerifier();",
    "  const state = oauth.generateRandomState();",
    '  sessionStorage.setItem("sign-in", JSON.stringify({ verifier, state }));',
    "  const url = new URL(server.authorization_endpoint);",
    "  url.search = new URLSearchParams({",
    "    client_id: client.client_id,",
    "    redirect_uri: redirectUri,",
    '    response_type: "code",',
    `    scope: ${js(target.scope)},`,
    "    state,",
    "    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),",
    '    code_challenge_method: "S256",',
    "  });",
    "  location.assign(url);",
    "}",
    "",
    "/** On the page of the redirect URI. Throws with the server's error and its error_description. */",
    "export async function signedIn() {",
    '  const { verifier, state } = JSON.parse(sessionStorage.getItem("sign-in"));',
    "  const parameters = oauth.validateAuthResponse(server, client, new URL(location.href), state);",
    "  const response = await oauth.authorizationCodeGrantRequest(",
    `    server, client, oauth.None(), parameters, redirectUri, verifier${options},`,
    "  );",
    "  return oauth.processAuthorizationCodeResponse(server, client, response);",
    "}",
  );
};

export const oauth4webapi: Library = (target) => {
  const about = { id: "oauth4webapi", name: "oauth4webapi", install: "npm install oauth4webapi" };
  if (target.building === "service") return { ...about, file: "app.mjs", code: service(target) };
  return target.building === "browser" ? { ...about, file: "auth.js", code: browser(target) } : undefined;
};
