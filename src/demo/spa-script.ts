/**
 * A single-page app in one file: the authorization code flow with PKCE, and a call to an API.
 * It runs in the browser. The access token stays in a variable, since any script on the page could read a stored one later.
 */

/** The parts of a browser that are used here. With the whole DOM library, server code could use it by mistake. */
interface Part {
  className: string;
  append(...children: (Part | string)[]): void;
  replaceChildren(...children: Part[]): void;
  addEventListener(type: "click", then: () => void): void;
  setAttribute(name: string, value: string): void;
}
declare const document: { querySelector(selector: string): Part; createElement(name: string): Part };
declare const location: { readonly search: string; assign(url: string): void };
declare const history: { replaceState(data: null, unused: string, url: string): void };
declare const sessionStorage: {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

const CLIENT_ID = "demo-spa";
const KEY = "candor-demo-spa";
const CREDENTIAL = /\b(?:candor_[a-z]+_[\w-]{30,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,})/g;

/** The server publishes its URLs. */
const server = await (await fetch("/.well-known/openid-configuration")).json();
const redirectUri = `${server.issuer}/demo/spa`;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** Sends the browser to the server. State and verifier are kept in this tab. */
async function signIn(): Promise<void> {
  const [state, verifier] = [random(), random()];
  const challenge = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const request = new URLSearchParams({
    response_type: "code",
    client_id: CLIENT_ID,
    redirect_uri: redirectUri,
    scope: "read_profile",
    state,
    code_challenge: base64url(new Uint8Array(challenge)),
    code_challenge_method: "S256",
  });
  const url = `${server.authorization_endpoint}?${request}`;
  sessionStorage.setItem(KEY, JSON.stringify({ state, verifier, url }));
  location.assign(url);
}

/** Accepts the server's response only if this tab asked for it, and only from the server that it asked (RFC 9207). */
async function takeAnswer(answer: URLSearchParams): Promise<void> {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  sessionStorage.removeItem(KEY);
  const asked = kept.url === undefined ? [] : [message("Request", `GET ${kept.url}`)];
  show("Authorization request", ...asked, message("Response", `GET ${redirectUri}?${answer}`));
  if (kept.state === undefined || kept.state !== answer.get("state"))
    return say(`This response doesn't belong to a request from this tab. Open ${redirectUri} and sign in again.`);
  if (answer.get("iss") !== server.issuer) return say("This response came from a different server than the one asked.");
  if (answer.has("error")) return sayRefused(Object.fromEntries(answer));
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: answer.get("code") ?? "",
    redirect_uri: redirectUri,
    client_id: CLIENT_ID,
    code_verifier: kept.verifier,
  });
  const response = await fetch(server.token_endpoint, { method: "POST", body: form });
  const tokens = await response.json();
  show("Token request", message("Request", `POST ${server.token_endpoint}\n\n${form}`), answered(response, tokens));
  if (!response.ok) return sayRefused(tokens);
  say("Signed in. The access token is in a variable of this page and disappears with it.");
  offer("Read the profile", () => void callApi(tokens.access_token));
}

async function callApi(token: string): Promise<void> {
  const url = `${server.issuer}/demo/api/profile`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const request = message("Request", `GET ${url}\nAuthorization: Bearer ${token}`);
  show("API call", request, answered(response, await response.json()));
}

function say(...text: (Part | string)[]): void {
  document.querySelector("#said").append(...text);
}

/** Says why the server refused, in the server's words, with the URL that explains them. */
function sayRefused({ error, error_description: says, error_uri: uri = "" }: Record<string, string>): void {
  const link = make("a", "", "See the cause and the fix");
  link.setAttribute("href", uri);
  say(`Refused: ${error}. ${says} `, ...(uri.startsWith(`${server.issuer}/errors/`) ? [link] : []));
}

/** Shows the button that makes sense now. */
function offer(label: string, then: () => void): void {
  const button = make("button", "primary", label);
  button.addEventListener("click", then);
  document.querySelector("#acts").replaceChildren(button);
}

/** Adds a step to the page. */
function show(heading: string, ...messages: Part[]): void {
  const step = make("li", "", make("h2", "", heading), make("div", "exchange", ...messages));
  document.querySelector("#steps").append(step);
}

const answered = ({ ok, status }: Response, json: unknown): Part =>
  message("Response ", JSON.stringify(json, null, 2), make("span", ok ? "status" : "status refused", String(status)));

/** A message with one parameter a line. Codes and tokens are shortened in the middle. */
function message(heading: string, text: string, ...more: Part[]): Part {
  const short = text.replaceAll(CREDENTIAL, (all) => `${all.slice(0, 24)}…${all.slice(-6)}`);
  const lines = text.startsWith("{") ? short : short.replaceAll(/\?|&/g, "\n$&");
  return make("section", "", make("h3", "", heading, ...more), make("pre", "", lines));
}

function make(name: string, className: string, ...children: (Part | string)[]): Part {
  const part = document.createElement(name);
  part.className = className;
  part.append(...children);
  return part;
}

offer("Sign in", () => void signIn());
const answer = new URLSearchParams(location.search);
// Removed from the URL at once, so that the code is not kept in the history or sent again by a reload.
history.replaceState(null, "", "/demo/spa");
if (answer.has("state")) await takeAnswer(answer);

export {};
