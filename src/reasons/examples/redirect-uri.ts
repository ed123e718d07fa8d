/** URLs to which the server never redirects. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, CALLBACK, get } from "./messages.ts";

const REGISTERED = `The registered redirect URI, ${CALLBACK}, is sent.`;

export const redirectUri = {
  "redirect-uri/absent": {
    situation:
      "demo-web has one registered redirect URI and relies on it, but its request is an OpenID Connect request.",
    refused: authorize({ redirect_uri: undefined }),
    correctedBy: "request",
    corrected: authorize(),
    change: "redirect_uri is sent, as OpenID Connect requires.",
  },
  "redirect-uri/malformed": {
    situation: "demo-web sends only the path of its callback.",
    refused: authorize({ redirect_uri: "/demo/callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "redirect_uri is the complete URL.",
  },
  "redirect-uri/encoding": {
    situation: "demo-web encodes its redirect URI, and its library encodes it again.",
    refused: authorize({ redirect_uri: "http%253A%252F%252Flocalhost%253A9400%252Fdemo%252Fcallback" }),
    correctedBy: "request",
    corrected: authorize({ redirect_uri: "http%3A%2F%2Flocalhost%3A9400%2Fdemo%2Fcallback" }),
    change: "The library is given the unencoded URL and encodes it once.",
  },
  "redirect-uri/trailing-slash": {
    situation: "demo-web builds its redirect URI from parts, which adds a slash at its end.",
    refused: authorize({ redirect_uri: `${CALLBACK}/` }),
    correctedBy: "request",
    corrected: authorize(),
    change: REGISTERED,
  },
  "redirect-uri/scheme-mismatch": {
    situation: "A template of demo-web begins every URL with https, but the developer's machine uses http.",
    refused: authorize({ redirect_uri: "https://localhost:9400/demo/callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: REGISTERED,
  },
  "redirect-uri/port-mismatch": {
    situation: "demo-web runs in a development server on port 3000, but its registration has port 9400.",
    refused: authorize({ redirect_uri: "http://localhost:3000/demo/callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: `${REGISTERED} To stay on port 3000, register that URL as well.`,
  },
  "redirect-uri/host-mismatch": {
    situation: "The developer opened demo-web at 127.0.0.1, and demo-web uses the host of its own URL.",
    refused: authorize({ redirect_uri: "http://127.0.0.1:9400/demo/callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: `demo-web is opened at localhost. ${REGISTERED}`,
  },
  "redirect-uri/wrong-case": {
    situation: "The callback of demo-web is a class called Callback, and its name was used as the path.",
    refused: authorize({ redirect_uri: "http://localhost:9400/demo/Callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: REGISTERED,
  },
  "redirect-uri/path-mismatch": {
    situation: "demo-web wants to know after the sign-in where the user was, and adds that to the redirect URI.",
    refused: authorize({ redirect_uri: `${CALLBACK}?from=/basket` }),
    correctedBy: "request",
    corrected: authorize({ state: "{state}" }),
    change: `${REGISTERED} demo-web stores where the user was in its session, under the state.`,
  },
  "redirect-uri/unregistered": sameRequest({
    situation: "demo-web moved to https://app.example, but its registration wasn't updated.",
    refused: authorize({ redirect_uri: "https://app.example/callback" }),
    correctedBy: "configuration",
    afterwards: ["https://app.example/callback is registered for demo-web"],
    change: "The operator adds https://app.example/callback to the redirectUris of demo-web.",
  }),
  "redirect-uri/post-logout-unregistered": {
    situation: "demo-web signs a user out, and wants the user to return to its start page.",
    refused: get("/sign-out?client_id=demo-web&post_logout_redirect_uri=http://localhost:9400/"),
    correctedBy: "request",
    corrected: get("/sign-out?client_id=demo-web&post_logout_redirect_uri=http://localhost:9400/demo"),
    change: "The URL is the one in the postLogoutRedirectUris of demo-web.",
  },
} satisfies Examples;
