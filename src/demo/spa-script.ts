/**
 * A single-page application in one file: the authorization code flow with PKCE, and a call to an API.
 * It runs in the browser. The access token stays in a variable: what is stored, any script on the page could read later.
 */

/** As much of a browser as is used here; its whole library would be taken for present in the server as well. */
interface Part {
  textContent: string;
  className: string;
  hidden: boolean;
  append(...children: (Part | string)[]): void;
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

/** The addresses are the server's to tell. */
const server = await (await fetch("/.well-known/openid-configuration")).json();
const redirectUri = `${server.issuer}/demo/spa`;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** Sends the browser to the server. State and verifier wait in this tab. */
async function signIn(): Promise<void> {
  const [state, verifier] = [random(), random()];
  sessionStorage.setItem(KEY, JSON.stringify({ state, verifier }));
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
  location.assign(`${server.authorization_endpoint}?${request}`);
}

/** Takes the server's answer: only one that this tab has asked for, and only from the server that was asked (RFC 9207). */
async function takeAnswer(answer: URLSearchParams): Promise<void> {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  sessionStorage.removeItem(KEY);
  show("Answer", `GET /demo/spa\n  ?${String(answer).replaceAll("&", "\n  &")}`);
  if (kept.state === undefined || kept.state !== answer.get("state"))
    return say(`This answer belongs to no request of this tab. Open ${redirectUri} and sign in again.`);
  if (answer.get("iss") !== server.issuer) return say("This answer comes from another server than was asked.");
  if (answer.has("error")) return say(`${answer.get("error")}: ${answer.get("error_description")}`);
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: answer.get("code") ?? "",
    redirect_uri: redirectUri,
    client_id: CLIENT_ID,
    code_verifier: kept.verifier,
  });
  const response = await fetch(server.token_endpoint, { method: "POST", body: form });
  const tokens = await response.json();
  show("Token request", `POST /token\n\n${String(form).replaceAll("&", "\n&")}`, response.status, tokens);
  if (!response.ok) return say(`${tokens.error}: ${tokens.error_description}`);
  say("Signed in. The access token is in a variable of this page, and is gone when the page is.");
  offer("#call", () => void callApi(tokens.access_token));
}

async function callApi(token: string): Promise<void> {
  const response = await fetch("/demo/api/profile", { headers: { authorization: `Bearer ${token}` } });
  const request = `GET /demo/api/profile\nAuthorization: Bearer ${token}`;
  show("API call", request, response.status, await response.json());
}

function say(text: string): void {
  document.querySelector("#said").textContent = text;
}

function offer(button: string, then: () => void): void {
  const part = document.querySelector(button);
  part.hidden = false;
  part.addEventListener("click", then);
}

/** Adds a step to the page; codes and tokens are shortened in the middle. */
function show(heading: string, request: string, status?: number, answer?: unknown): void {
  const exchange = make("div", "exchange", message("Request", request));
  if (status !== undefined) exchange.append(message(`Response ${status}`, JSON.stringify(answer, null, 2)));
  document.querySelector("#steps").append(make("li", "", make("h2", "", heading), exchange));
}

function message(heading: string, text: string): Part {
  const short = text.replaceAll(CREDENTIAL, (all) => `${all.slice(0, 24)}…${all.slice(-6)}`);
  return make("section", "", make("h3", "", heading), make("pre", "", short));
}

function make(name: string, className: string, ...children: (Part | string)[]): Part {
  const part = document.createElement(name);
  part.className = className;
  part.append(...children);
  return part;
}

offer("#sign-in", () => void signIn());
const answer = new URLSearchParams(location.search);
// Out of the address at once: the code is not to be kept in the history, nor sent again by a reload.
history.replaceState(null, "", "/demo/spa");
if (answer.has("state")) await takeAnswer(answer);

export {};
