/** Addresses to which nobody is sent. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, CALLBACK, get } from "./messages.ts";

const REGISTERED = `${CALLBACK}, as it is registered, is sent.`;

export const redirectUri = {
  "redirect-uri/absent": {
    situation: "demo-web has one redirect URI registered and relies on it. Its request is one of OpenID Connect.",
    refused: authorize({ redirect_uri: undefined }),
    correctedBy: "request",
    corrected: authorize(),
    change: "redirect_uri is sent, as OpenID Connect has it.",
  },
  "redirect-uri/malformed": {
    situation: "demo-web sends the path of its callback alone.",
    refused: authorize({ redirect_uri: "/demo/callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "redirect_uri is the whole address.",
  },
  "redirect-uri/encoding": {
    situation: "demo-web encodes its redirect URI, and its library does so once more.",
    refused: authorize({ redirect_uri: "http%253A%252F%252Flocalhost%253A9400%252Fdemo%252Fcallback" }),
    correctedBy: "request",
    corrected: authorize({ redirect_uri: "http%3A%2F%2Flocalhost%3A9400%2Fdemo%2Fcallback" }),
    change: "The library is given the plain address and encodes it once.",
  },
  "redirect-uri/trailing-slash": {
    situation: "demo-web puts its redirect URI together from parts, and a slash gets to its end.",
    refused: authorize({ redirect_uri: `${CALLBACK}/` }),
    correctedBy: "request",
    corrected: authorize(),
    change: REGISTERED,
  },
  "redirect-uri/scheme-mismatch": {
    situation: "A template of demo-web begins every address with https, and on the developer's machine it is http.",
    refused: authorize({ redirect_uri: "https://localhost:9400/demo/callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: REGISTERED,
  },
  "redirect-uri/port-mismatch": {
    situation: "demo-web runs in a development server on port 3000, and its registration says 9400.",
    refused: authorize({ redirect_uri: "http://localhost:3000/demo/callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: `${REGISTERED} To stay on port 3000, register that address as well.`,
  },
  "redirect-uri/host-mismatch": {
    situation: "The developer has opened demo-web as 127.0.0.1, and demo-web takes the host of its own address.",
    refused: authorize({ redirect_uri: "http://127.0.0.1:9400/demo/callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: `demo-web is opened as localhost, and ${REGISTERED}`,
  },
  "redirect-uri/wrong-case": {
    situation: "The callback of demo-web is a class called Callback, and its name was taken for the path.",
    refused: authorize({ redirect_uri: "http://localhost:9400/demo/Callback" }),
    correctedBy: "request",
    corrected: authorize(),
    change: REGISTERED,
  },
  "redirect-uri/path-mismatch": {
    situation: "demo-web wants to know after the sign-in where the person was, and adds it to the redirect URI.",
    refused: authorize({ redirect_uri: `${CALLBACK}?from=/basket` }),
    correctedBy: "request",
    corrected: authorize({ state: "{state}" }),
    change: `${REGISTERED} Where the person was is kept in the session of demo-web, under the state.`,
  },
  "redirect-uri/unregistered": sameRequest({
    situation: "demo-web has moved to https://app.example, and the registration was forgotten.",
    refused: authorize({ redirect_uri: "https://app.example/callback" }),
    correctedBy: "configuration",
    afterwards: ["https://app.example/callback is registered for demo-web"],
    change: "The operator adds https://app.example/callback to the redirectUris of demo-web.",
  }),
  "redirect-uri/post-logout-unregistered": {
    situation: "demo-web signs a person out and wants to have the person back at its own start page.",
    refused: get("/sign-out?client_id=demo-web&post_logout_redirect_uri=http://localhost:9400/"),
    correctedBy: "request",
    corrected: get("/sign-out?client_id=demo-web&post_logout_redirect_uri=http://localhost:9400/demo"),
    change: "The address is the one that is registered in the postLogoutRedirectUris of demo-web.",
  },
} satisfies Examples;
